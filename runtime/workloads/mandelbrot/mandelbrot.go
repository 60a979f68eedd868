// Mandelbrot in Go: each of as many goroutines as there are processors draws
// the next row.
package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
)

const steps = 50

func isInside(real, imaginary float64) bool {
	x, y := real, imaginary
	for i := 0; i < steps; i++ {
		xx, yy := x*x, y*y
		if xx+yy > 4 {
			return false
		}
		x, y = xx-yy+real, 2*x*y+imaginary
	}
	return true
}

func draw(size, row int, reals []float64, bytes []byte) {
	imaginary := 2*float64(row)/float64(size) - 1
	for column, real := range reals {
		if isInside(real, imaginary) {
			bytes[column/8] |= 0x80 >> (column % 8)
		}
	}
}

func main() {
	size, err := strconv.Atoi(os.Args[1])
	if err != nil || size < 1 {
		fmt.Fprintln(os.Stderr, "not a number from 1:", os.Args[1])
		os.Exit(2)
	}
	reals := make([]float64, size)
	for i := range reals {
		reals[i] = 2*float64(i)/float64(size) - 1.5
	}
	width := (size + 7) / 8
	bytes := make([]byte, width*size)
	var group sync.WaitGroup
	next := int64(-1)
	for i := 0; i < runtime.GOMAXPROCS(0); i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			for {
				row := int(atomic.AddInt64(&next, 1))
				if row >= size {
					return
				}
				draw(size, row, reals, bytes[row*width:(row+1)*width])
			}
		}()
	}
	group.Wait()
	output := bufio.NewWriter(os.Stdout)
	fmt.Fprintf(output, "P4\n%d %d\n", size, size)
	output.Write(bytes)
	if err := output.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
