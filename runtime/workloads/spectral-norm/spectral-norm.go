// Spectral-norm in Go: a goroutine for each share of the rows of a product.
package main

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"strconv"
	"sync"
)

func element(i, j float64) float64 {
	return (i+j)*(i+j+1)*0.5 + i + 1
}

func multiply(v, product []float64, transposed bool) {
	parts := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	for part := 0; part < parts; part++ {
		group.Add(1)
		go func(first, last int) {
			defer group.Done()
			for i := first; i < last; i++ {
				row, sum := float64(i), 0.0
				if transposed {
					for j, x := range v {
						sum += x / element(float64(j), row)
					}
				} else {
					for j, x := range v {
						sum += x / element(row, float64(j))
					}
				}
				product[i] = sum
			}
		}(len(v)*part/parts, len(v)*(part+1)/parts)
	}
	group.Wait()
}

func main() {
	size, err := strconv.Atoi(os.Args[1])
	if err != nil || size < 1 {
		fmt.Fprintln(os.Stderr, "not a number from 1:", os.Args[1])
		os.Exit(2)
	}
	u, v, between := make([]float64, size), make([]float64, size), make([]float64, size)
	for i := range u {
		u[i] = 1
	}
	for i := 0; i < 10; i++ {
		multiply(u, between, false)
		multiply(between, v, true)
		multiply(v, between, false)
		multiply(between, u, true)
	}
	var uv, vv float64
	for i := range u {
		uv += u[i] * v[i]
		vv += v[i] * v[i]
	}
	fmt.Printf("%.9f\n", math.Sqrt(uv/vv))
}
