// How often each word occurs in N generated documents of a thousand words: a
// goroutine for each processor makes its part and counts it; a wait group waits.
package main

import (
	"os"
	"runtime"
	"strconv"
	"sync"
)

func main() {
	count := 100
	if len(os.Args) > 1 {
		count, _ = strconv.Atoi(os.Args[1])
	}
	parts := runtime.NumCPU()
	tables := make([]map[string]uint64, parts)
	var group sync.WaitGroup
	for part := 0; part < parts; part++ {
		group.Add(1)
		go func(part int) {
			defer group.Done()
			counts := make(map[string]uint64)
			for number := count * part / parts; number < count*(part+1)/parts; number++ {
				addWords(counts, makeDocument(number))
			}
			tables[part] = counts
		}(part)
	}
	group.Wait()
	print(addTables(tables))
}
