// Pidigits in Go: a spigot on the big numbers of its library.
package main

import (
	"bufio"
	"fmt"
	"math/big"
	"os"
	"strconv"
)

// What is still to come of pi is (acc + num * x) / den, for an x from 3 to 4
// that each step knows better.
type spigot struct {
	k                                            int64
	num, acc, den, sum, remainder, digit, factor big.Int
}

func (s *spigot) scaled(one *big.Int, by int64) *big.Int {
	s.factor.SetInt64(by)
	return s.sum.Mul(one, &s.factor)
}

// scale multiplies in place, with the memory of a product before.
func (s *spigot) scale(one *big.Int, by int64) {
	s.scaled(one, by)
	*one, s.sum = s.sum, *one
}

func (s *spigot) step() {
	s.k++
	s.acc.Add(&s.acc, s.sum.Lsh(&s.num, 1))
	s.scale(&s.acc, 2*s.k+1)
	s.scale(&s.den, 2*s.k+1)
	s.scale(&s.num, s.k)
}

func (s *spigot) nextDigit() int64 {
	for {
		s.step()
		if s.num.Cmp(&s.acc) > 0 {
			continue
		}
		s.scaled(&s.num, 3)
		s.sum.Add(&s.sum, &s.acc)
		s.digit.QuoRem(&s.sum, &s.den, &s.remainder)
		if s.sum.Add(&s.remainder, &s.num).Cmp(&s.den) < 0 {
			// The digit is the same for 3 and 4.
			s.remainder.Sub(&s.remainder, s.scaled(&s.num, 3))
			s.acc.Set(s.scaled(&s.remainder, 10))
			s.scale(&s.num, 10)
			return s.digit.Int64()
		}
	}
}

func main() {
	digits, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	pi := &spigot{}
	pi.num.SetInt64(1)
	pi.den.SetInt64(1)
	for first := 0; first < digits; first += 10 {
		last := first + 10
		if last > digits {
			last = digits
		}
		line := ""
		for i := first; i < last; i++ {
			line += string(rune('0' + pi.nextDigit()))
		}
		fmt.Fprintf(output, "%-10s\t:%d\n", line, last)
	}
}
