// Reverse-complement in Go: goroutines make blocks of the other strand, and
// write them in their order.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
)

const (
	line         = 60
	linesOfBlock = 2048
)

var complements = func() (all [256]byte) {
	from, to := "ACGTUMRWSYKVHDBN", "TGCAAKYWSRMBDHVN"
	for i := range from {
		all[from[i]] = to[i]
		all[from[i]|32] = to[i]
	}
	return
}()

type section struct {
	title, body []byte // the body without its last end of line
	letters     int
}

func newSection(text []byte) *section {
	end := bytes.IndexByte(text, '\n') + 1
	body := bytes.TrimSuffix(text[end:], []byte("\n"))
	return &section{text[:end], body, len(body) - len(body)/(line+1)}
}

func (s *section) blocks() int { return s.letters/(line*linesOfBlock) + 1 }

func appendReversed(to, letters []byte) []byte {
	for i := len(letters) - 1; i >= 0; i-- {
		to = append(to, complements[letters[i]])
	}
	return to
}

func (s *section) appendTo(number int, to []byte) []byte {
	if number == 0 {
		to = append(to, s.title...)
	}
	for i := number * linesOfBlock; i < (number+1)*linesOfBlock; i++ {
		first := s.letters - (i+1)*line
		if first < 0 {
			if first > -line {
				to = append(appendReversed(to, s.body[:first+line]), '\n')
			}
			break
		}
		// The end of one line, and the beginning of the one before.
		end, inNext := (first/line+1)*(line+1)-1, first%line
		if inNext > 0 {
			to = appendReversed(to, s.body[end+1:end+1+inNext])
		}
		to = append(appendReversed(to, s.body[end-line+inNext:end]), '\n')
	}
	return to
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

func readInput() ([]byte, error) {
	var text bytes.Buffer
	if about, err := os.Stdin.Stat(); err == nil && about.Mode().IsRegular() {
		text.Grow(int(about.Size()) + bytes.MinRead)
	}
	_, err := io.Copy(&text, struct{ io.Reader }{os.Stdin})
	return text.Bytes(), err
}

func main() {
	text, err := readInput()
	if err == nil {
		var all []*section
		blocks := 0
		for len(text) > 0 {
			end := bytes.IndexByte(text[1:], '>') + 1
			if end == 0 {
				end = len(text)
			}
			all = append(all, newSection(text[:end]))
			blocks += all[len(all)-1].blocks()
			text = text[end:]
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
