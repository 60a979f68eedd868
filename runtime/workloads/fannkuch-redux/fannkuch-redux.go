// Fannkuch-redux in Go: pieces of the permutations, each by one of as many
// goroutines as there are processors.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
)

const most = 16

func factorial(n int) int {
	if n < 2 {
		return 1
	}
	return n * factorial(n-1)
}

// permutations walks those of n elements in their order; count[i] says how far
// the first i+1 elements are rotated.
type permutations struct {
	current, count [most]uint8
}

func permutation(n, number int) *permutations {
	var p permutations
	for i := range p.current {
		p.current[i] = uint8(i)
	}
	for i := n - 1; i > 0; i-- {
		digit := number / factorial(i)
		number %= factorial(i)
		p.count[i] = uint8(digit)
		before := p.current
		for j := 0; j <= i; j++ {
			p.current[j] = before[(j+digit)%(i+1)]
		}
	}
	return &p
}

func (p *permutations) next() {
	first := p.current[1]
	p.current[1] = p.current[0]
	p.current[0] = first
	for i := 1; ; {
		p.count[i]++
		if int(p.count[i]) <= i {
			return
		}
		p.count[i] = 0
		i++
		if i == most {
			return
		}
		second := p.current[1]
		copy(p.current[1:i], p.current[2:i+1])
		p.current[0] = second
		p.current[i] = first
		first = second
	}
}

func (p *permutations) flips() int {
	all, first := p.current, p.current[0]
	for count := 0; ; count++ {
		if first == 0 {
			return count
		}
		next := all[first&15]
		all[first&15] = first
		if first > 2 {
			for low, high := 1, int(first)-1; low < high; low, high = low+1, high-1 {
				all[low&15], all[high&15] = all[high&15], all[low&15]
			}
		}
		first = next
	}
}

func flip(n, from, to int) (checksum, largest int) {
	p := permutation(n, from)
	for i := from; i < to; i++ {
		count := p.flips()
		if count > largest {
			largest = count
		}
		if i%2 == 0 {
			checksum += count
		} else {
			checksum -= count
		}
		p.next()
	}
	return
}

func main() {
	n, err := strconv.Atoi(os.Args[1])
	if err != nil || n < 1 || n > most {
		fmt.Fprintln(os.Stderr, "not a number from 1 to 16:", os.Args[1])
		os.Exit(2)
	}
	all := factorial(n)
	piece := all/1024 + 1
	var mutex sync.Mutex
	var group sync.WaitGroup
	var next int64
	checksum, largest := 0, 0
	for i := 0; i < runtime.GOMAXPROCS(0); i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for {
				from := int(atomic.AddInt64(&next, int64(piece))) - piece
				if from >= all {
					return
				}
				to := from + piece
				if to > all {
					to = all
				}
				sum, most := flip(n, from, to)
				mutex.Lock()
				checksum += sum
				if most > largest {
					largest = most
				}
				mutex.Unlock()
			}
		}()
	}
	group.Wait()
	fmt.Printf("%d\nPfannkuchen(%d) = %d\n", checksum, n, largest)
}
