// N blocks of numbers through four stages: one makes them, one scrambles, one
// sorts out the odd ones, and the last adds up.
package main

import (
	"fmt"
	"os"
	"strconv"
)

const blockSize, places = 256, 64

func makeBlocks(count int, to chan<- []uint32) {
	defer close(to)
	seed := uint32(1)
	for i := 0; i < count; i++ {
		numbers := make([]uint32, blockSize)
		for j := range numbers {
			seed = seed*1664525 + 1013904223
			numbers[j] = seed
		}
		to <- numbers
	}
}

func scramble(from <-chan []uint32, to chan<- []uint32) {
	defer close(to)
	for numbers := range from {
		for i, number := range numbers {
			numbers[i] = (number ^ number>>15) * 0x2c1b3c6d
		}
		to <- numbers
	}
}

func keepEven(from <-chan []uint32, to chan<- []uint32) {
	defer close(to)
	for numbers := range from {
		kept := numbers[:0]
		for _, number := range numbers {
			if number%2 == 0 {
				kept = append(kept, number)
			}
		}
		to <- kept
	}
}

// A checksum that depends on the order of the blocks.
func addUp(from <-chan []uint32) (checksum uint64) {
	for numbers := range from {
		var sum uint64
		for _, number := range numbers {
			sum += uint64(number)
		}
		checksum = checksum*31 + sum
	}
	return checksum
}

func main() {
	count := 1000
	if len(os.Args) > 1 {
		count, _ = strconv.Atoi(os.Args[1])
	}
	made, scrambled := make(chan []uint32, places), make(chan []uint32, places)
	kept := make(chan []uint32, places)
	go makeBlocks(count, made)
	go scramble(made, scrambled)
	go keepEven(scrambled, kept)
	fmt.Println(addUp(kept))
}
