// N goroutines, each of which prints its own number on a line of its own.
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
)

func main() {
	count := 10
	if len(os.Args) > 1 {
		count, _ = strconv.Atoi(os.Args[1])
	}
	var group sync.WaitGroup
	for number := 0; number < count; number++ {
		group.Add(1)
		go func(number int) {
			defer group.Done()
			fmt.Println(number)
		}(number)
	}
	group.Wait()
}
