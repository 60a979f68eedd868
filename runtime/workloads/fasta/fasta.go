// Fasta in Go: goroutines make blocks of the sequences, and write them in their
// order.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
)

const (
	line    = 60
	block   = line * 1024
	modulus = 139968
)

// A step of the generator: x becomes by * x + plus.
type step struct{ by, plus int }

var one = step{3877, 29573}

func (s step) of(x int) int { return (s.by*x + s.plus) % modulus }

func (s step) then(other step) step {
	return step{s.by * other.by % modulus, other.of(s.plus)}
}

func (s step) times(count int) step {
	all := step{1, 0}
	for ; count > 0; count /= 2 {
		if count%2 == 1 {
			all = all.then(s)
		}
		s = s.then(s)
	}
	return all
}

type alphabet struct {
	letters string
	sums    []float64
}

func newAlphabet(letters string, chances ...float64) *alphabet {
	sum := 0.0
	for i := range chances {
		sum += chances[i]
		chances[i] = sum * modulus
	}
	return &alphabet{letters, chances}
}

func (a *alphabet) draw(state int, to []byte) {
	for i := range to {
		state = (3877*state + 29573) % modulus
		random, which := float64(state), 0
		for which < len(a.sums)-1 && a.sums[which] <= random {
			which++
		}
		to[i] = a.letters[which]
	}
}

type sequence struct {
	title string
	size  int
	text  string    // is repeated,
	of    *alphabet // or letters are drawn
	state int
}

func (s *sequence) blocks() int { return (s.size + block - 1) / block }

func (s *sequence) appendTo(number int, to []byte) []byte {
	if number == 0 {
		to = append(to, s.title...)
	}
	first := number * block
	count := s.size - first
	if count > block {
		count = block
	}
	var letters [block]byte
	if s.of != nil {
		s.of.draw(one.times(first).of(s.state), letters[:count])
	} else {
		for at := 0; at < count; {
			at += copy(letters[at:count], s.text[(first+at)%len(s.text):])
		}
	}
	for at := 0; at < count; at += line {
		end := at + line
		if end > count {
			end = count
		}
		to = append(to, letters[at:end]...)
		to = append(to, '\n')
	}
	return to
}

const alu = "GGCCGGGCGCGGTGGCTCACGCCTGTAATCCCAGCACTTTGG" +
	"GAGGCCGAGGCGGGCGGATCACCTGAGGTCAGGAGTTCGAGA" +
	"CCAGCCTGGCCAACATGGTGAAACCCCGTCTCTACTAAAAAT" +
	"ACAAAAATTAGCCGGGCGTGGTGGCGCGCGCCTGTAATCCCA" +
	"GCTACTCGGGAGGCTGAGGCAGGAGAATCGCTTGAACCCGGG" +
	"AGGCGGAGGTTGCAGTGAGCCGAGATCGCGCCACTGCACTCC" +
	"AGCCTGGGCGACAGAGCGAGACTCCGTCTCAAAAA"

func sequences(n int) []*sequence {
	ambiguous := newAlphabet("acgtBDHKMNRSVWY", 0.27, 0.12, 0.12, 0.27, 0.02, 0.02, 0.02,
		0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02, 0.02)
	human := newAlphabet("acgt", 0.3029549426680, 0.1979883004921, 0.1975473066391, 0.3015094502008)
	return []*sequence{
		{title: ">ONE Homo sapiens alu\n", size: 2 * n, text: alu},
		{title: ">TWO IUB ambiguity codes\n", size: 3 * n, of: ambiguous, state: 42},
		{title: ">THREE Homo sapiens frequency\n", size: 5 * n, of: human,
			state: one.times(3 * n).of(42)},
	}
}

// writeBlocks writes what fill appends, block by block.
func writeBlocks(count int, fill func(number int, to []byte) []byte) error {
	turns := make([]chan error, count+1)
	for i := range turns {
		turns[i] = make(chan error, 1)
	}
	turns[0] <- nil
	next := int64(-1)
	var group sync.WaitGroup
	for i := 0; i < runtime.GOMAXPROCS(0); i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			var text []byte
			for {
				number := int(atomic.AddInt64(&next, 1))
				if number >= count {
					return
				}
				text = fill(number, text[:0])
				err := <-turns[number]
				if err == nil {
					_, err = os.Stdout.Write(text)
				}
				turns[number+1] <- err
			}
		}()
	}
	group.Wait()
	return <-turns[count]
}

func main() {
	n, err := strconv.Atoi(os.Args[1])
	if err == nil {
		all, blocks := sequences(n), 0
		for _, s := range all {
			blocks += s.blocks()
		}
		err = writeBlocks(blocks, func(number int, to []byte) []byte {
			for _, s := range all {
				if number < s.blocks() {
					return s.appendTo(number, to)
				}
				number -= s.blocks()
			}
			return to
		})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
