// The Go peers of test/bench/runtime.py. Usage: peers MEASURE@go
package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"
)

func timed(count int, body func()) float64 {
	start := time.Now()
	body()
	return float64(time.Since(start).Nanoseconds()) / float64(count)
}

func timedTwice(count int, body func()) float64 {
	timed(count, body)
	return timed(count, body)
}

func lock(threads int) float64 {
	each := 5000000
	if threads == 1 {
		each = 20000000
	}
	var mutex sync.Mutex
	var total uint64
	return timed(threads*each, func() {
		var group sync.WaitGroup
		for t := 0; t < threads; t++ {
			group.Add(1)
			go func() {
				defer group.Done()
				for i := 0; i < each; i++ {
					mutex.Lock()
					total++
					mutex.Unlock()
				}
			}()
		}
		group.Wait()
	})
}

func pairs(count int, send func(), receive func()) {
	var senders, receivers sync.WaitGroup
	for p := 0; p < count; p++ {
		senders.Add(1)
		receivers.Add(1)
		go func() { defer senders.Done(); send() }()
		go func() { defer receivers.Done(); receive() }()
	}
	senders.Wait()
	receivers.Wait()
}

var sink uint64

// Each receiver knows how many are for it: a channel with several senders has
// nobody who could close it.
func channel(count, each, bound int) float64 {
	messages := make(chan uint64, bound)
	return timed(count*each, func() {
		pairs(count, func() {
			for i := 0; i < each; i++ {
				messages <- uint64(i)
			}
		}, func() {
			sum := uint64(0)
			for i := 0; i < each; i++ {
				sum += <-messages
			}
			sink = sum
		})
	})
}

func wide(count, each, bound int) float64 {
	messages := make(chan [8]uint64, bound)
	return timed(count*each, func() {
		pairs(count, func() {
			for i := 0; i < each; i++ {
				messages <- [8]uint64{uint64(i)}
			}
		}, func() {
			sum := uint64(0)
			for i := 0; i < each; i++ {
				message := <-messages
				sum += message[0]
			}
			sink = sum
		})
	})
}

func selectOfFour() float64 {
	each := 250000
	var all [4]chan uint64
	for i := range all {
		all[i] = make(chan uint64, 1024)
	}
	return timed(4*each, func() {
		pairs(1, func() {
			for i := 0; i < 4*each; i++ {
				all[i%4] <- uint64(i)
			}
		}, func() {
			sum := uint64(0)
			for i := 0; i < 4*each; i++ {
				select {
				case one := <-all[0]:
					sum += one
				case one := <-all[1]:
					sum += one
				case one := <-all[2]:
					sum += one
				case one := <-all[3]:
					sum += one
				}
			}
			sink = sum
		})
	})
}

func switchOfGoroutines() float64 {
	runtime.GOMAXPROCS(1)
	each := 2000000
	body := func() {
		for i := 0; i < each; i++ {
			runtime.Gosched()
		}
	}
	return timed(2*each, func() { pairs(1, body, body) })
}

func bytesOfMemory() uint64 {
	status, _ := os.ReadFile("/proc/self/status")
	sum := uint64(0)
	for _, line := range strings.Split(string(status), "\n") {
		var kilobytes uint64
		if n, _ := fmt.Sscanf(line, "VmRSS: %d", &kilobytes); n == 1 {
			sum += kilobytes * 1024
		} else if n, _ := fmt.Sscanf(line, "VmPTE: %d", &kilobytes); n == 1 {
			sum += kilobytes * 1024
		}
	}
	return sum
}

func parked() float64 {
	count := 100000
	before := bytesOfMemory()
	var ready, done sync.WaitGroup
	ready.Add(count)
	done.Add(count)
	open := make(chan bool)
	for i := 0; i < count; i++ {
		go func() {
			ready.Done()
			<-open
			done.Done()
		}()
	}
	ready.Wait()
	after := bytesOfMemory()
	close(open)
	done.Wait()
	return float64(after-before) / float64(count)
}

func spawn() float64 {
	return timedTwice(100000, func() {
		var group sync.WaitGroup
		group.Add(100000)
		for i := 0; i < 100000; i++ {
			go group.Done()
		}
		group.Wait()
	})
}

func sum() float64 {
	all := make([]float64, 100000000)
	for i := range all {
		all[i] = 1.5
	}
	parts := runtime.GOMAXPROCS(0)
	return timedTwice(len(all), func() {
		results := make(chan float64, parts)
		for p := 0; p < parts; p++ {
			go func(piece []float64) {
				sum := 0.0
				for _, x := range piece {
					sum += x
				}
				results <- sum
			}(all[p*len(all)/parts : (p+1)*len(all)/parts])
		}
		sum := 0.0
		for p := 0; p < parts; p++ {
			sum += <-results
		}
		sink = uint64(sum)
	})
}

func main() {
	measures := map[string]func() float64{
		"lock@go":                  func() float64 { return lock(1) },
		"lock-2@go":                func() float64 { return lock(2) },
		"bounded-1@go":             func() float64 { return channel(1, 2000000, 1024) },
		"bounded-2@go":             func() float64 { return channel(2, 2000000, 1024) },
		"bounded-1-wide@go":        func() float64 { return wide(1, 2000000, 1024) },
		"bounded-2-wide@go":        func() float64 { return wide(2, 2000000, 1024) },
		"rendezvous-goroutines@go": func() float64 { return channel(1, 400000, 0) },
		"select-4@go":              selectOfFour,
		"switch@go":                switchOfGoroutines,
		"parked@go":                parked,
		"spawn@go":                 spawn,
		"sum@go":                   sum,
	}
	run, known := measures[os.Args[1]]
	if !known {
		os.Exit(2)
	}
	fmt.Println(run())
}
