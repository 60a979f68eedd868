// A generated picture of N by N grey points, blurred, as PGM: bands of rows in
// parallel.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
)

const radius = 8

// Row 16 of Pascal's triangle; the sum is 65536.
var weights = [2*radius + 1]uint32{1, 16, 120, 560, 1820, 4368, 8008, 11440, 12870,
	11440, 8008, 4368, 1820, 560, 120, 16, 1}

func drawRow(row []uint8, y int) {
	for x := range row {
		row[x] = uint8((x*x + y*y) >> 5)
	}
}

func blurRow(image, row []uint8, y int) {
	size := len(row)
	sums := make([]uint32, size)
	for k, weight := range weights {
		// Beyond an edge the picture goes on as it is there.
		at := y + k - radius
		if at < 0 {
			at = 0
		} else if at > size-1 {
			at = size - 1
		}
		for x, point := range image[at*size : (at+1)*size] {
			sums[x] += weight * uint32(point)
		}
	}
	column := make([]uint8, size+2*radius)
	for x, sum := range sums {
		column[x+radius] = uint8((sum + 1<<15) >> 16)
	}
	for i := 0; i < radius; i++ {
		column[i] = column[radius]
		column[radius+size+i] = column[radius+size-1]
	}
	for x := range row {
		var sum uint32 = 1 << 15
		near := column[x : x+len(weights)]
		for k, weight := range weights {
			sum += weight * uint32(near[k])
		}
		row[x] = uint8(sum >> 16)
	}
}

// Calls body for all rows; each processor has a band of them.
func forRows(rows int, body func(y int)) {
	var group sync.WaitGroup
	parts := runtime.NumCPU()
	for part := 0; part < parts; part++ {
		group.Add(1)
		go func(part int) {
			defer group.Done()
			for y := rows * part / parts; y < rows*(part+1)/parts; y++ {
				body(y)
			}
		}(part)
	}
	group.Wait()
}

func main() {
	size := 100
	if len(os.Args) > 1 {
		size, _ = strconv.Atoi(os.Args[1])
	}
	image, blurred := make([]uint8, size*size), make([]uint8, size*size)
	forRows(size, func(y int) { drawRow(image[y*size:(y+1)*size], y) })
	forRows(size, func(y int) { blurRow(image, blurred[y*size:(y+1)*size], y) })
	fmt.Printf("P5\n%d %d\n255\n", size, size)
	os.Stdout.Write(blurred)
}
