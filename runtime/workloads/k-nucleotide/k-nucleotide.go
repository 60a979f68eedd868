// K-nucleotide in Go: a goroutine for each length and each part of the text; a
// sequence is a number of two bits for each letter, rolled over the text.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"sort"
	"sync"
)

const (
	letters = "ACTG"
	parts   = 2
)

var (
	lengths   = [...]int{18, 12, 6, 4, 3, 2, 1}
	questions = [...]string{"GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT"}
)

func readInput() ([]byte, error) {
	var text bytes.Buffer
	if about, err := os.Stdin.Stat(); err == nil && about.Mode().IsRegular() {
		text.Grow(int(about.Size()) + bytes.MinRead)
	}
	_, err := io.Copy(&text, struct{ io.Reader }{os.Stdin})
	return text.Bytes(), err
}

// pack gives the letters of the third section, as their numbers, in its place.
func pack(text []byte) []byte {
	title := bytes.Index(text, []byte(">THREE"))
	if title < 0 {
		return nil
	}
	text = text[title:]
	line := bytes.IndexByte(text, '\n') + 1
	packed := text[:0]
	for line > 0 && line < len(text) && text[line] != '>' {
		end := bytes.IndexByte(text[line:], '\n')
		if end < 0 {
			end = len(text) - line
		}
		for _, letter := range text[line : line+end] {
			packed = append(packed, letter>>1&3)
		}
		line += end + 1
	}
	return packed
}

func min(a, b int) int {
	if a < b {
		return a
	}
	return b
}

// count counts the sequences of that length that begin in a part of the text.
func count(text []byte, length, first, last int) map[uint64]*uint32 {
	counts := make(map[uint64]*uint32)
	last = min(last+length-1, len(text))
	begin := min(first+length-1, last)
	mask := uint64(1)<<(2*length) - 1
	var key uint64
	for _, one := range text[min(first, begin):begin] {
		key = key<<2 | uint64(one)
	}
	for _, one := range text[begin:last] {
		key = (key<<2 | uint64(one)) & mask
		if number := counts[key]; number != nil {
			*number++
		} else {
			first := uint32(1)
			counts[key] = &first
		}
	}
	return counts
}

func printShares(counts map[uint64]uint32, length, all int) {
	type share struct {
		number uint32
		name   string
	}
	var shares []share
	for key, number := range counts {
		name := ""
		for i := length - 1; i >= 0; i-- {
			name += string(letters[key>>(2*i)&3])
		}
		shares = append(shares, share{number, name})
	}
	sort.Slice(shares, func(i, j int) bool {
		if shares[i].number != shares[j].number {
			return shares[i].number > shares[j].number
		}
		return shares[i].name < shares[j].name
	})
	for _, one := range shares {
		fmt.Printf("%s %.3f\n", one.name, 100*float64(one.number)/float64(all-length+1))
	}
	fmt.Println()
}

func main() {
	input, err := readInput()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	text := pack(input)
	size := len(text)/parts + 1
	var counts [len(lengths)][parts]map[uint64]*uint32
	var group sync.WaitGroup
	for i, length := range lengths {
		for part := range counts[i] {
			group.Add(1)
			go func(to *map[uint64]*uint32, length, first int) {
				defer group.Done()
				*to = count(text, length, first, first+size)
			}(&counts[i][part], length, part*size)
		}
	}
	group.Wait()
	sums := make(map[int]map[uint64]uint32)
	for i, length := range lengths {
		sum := make(map[uint64]uint32)
		for _, part := range counts[i] {
			for key, number := range part {
				sum[key] += *number
			}
		}
		sums[length] = sum
	}
	printShares(sums[1], 1, len(text))
	printShares(sums[2], 2, len(text))
	for _, question := range questions {
		var key uint64
		for _, letter := range []byte(question) {
			key = key<<2 | uint64(letter>>1&3)
		}
		fmt.Printf("%d\t%s\n", sums[len(question)][key], question)
	}
}
