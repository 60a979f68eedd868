// The Go peers of test/bench/runtime.py. Usage: peers MEASURE@go
package main

import (
	"fmt"
	"os"
	"runtime"
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
		"lock@go":           func() float64 { return lock(1) },
		"lock-2@go":         func() float64 { return lock(2) },
		"bounded-1@go":      func() float64 { return channel(1, 2000000, 1024) },
		"bounded-2@go":      func() float64 { return channel(2, 2000000, 1024) },
		"bounded-1-wide@go": func() float64 { return wide(1, 2000000, 1024) },
		"bounded-2-wide@go": func() float64 { return wide(2, 2000000, 1024) },
		"rendezvous@go":     func() float64 { return channel(1, 200000, 0) },
		"spawn@go":          spawn,
		"sum@go":            sum,
	}
	run, known := measures[os.Args[1]]
	if !known {
		os.Exit(2)
	}
	fmt.Println(run())
}
