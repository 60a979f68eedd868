// How often each word occurs in N generated documents of a thousand words. Go
// has no parallel iterator: inParts() is what one would write.
package main

import (
	"os"
	"runtime"
	"strconv"
	"sync"
)

// Calls body(part, first, last) for equal parts of count, at the same time.
func inParts(parts, count int, body func(part, first, last int)) {
	var group sync.WaitGroup
	for part := 0; part < parts; part++ {
		group.Add(1)
		go func(part int) {
			defer group.Done()
			body(part, count*part/parts, count*(part+1)/parts)
		}(part)
	}
	group.Wait()
}

func main() {
	count := 100
	if len(os.Args) > 1 {
		count, _ = strconv.Atoi(os.Args[1])
	}
	parts := runtime.NumCPU()
	documents := make([]string, count)
	inParts(parts, count, func(_, first, last int) {
		for i := first; i < last; i++ {
			documents[i] = makeDocument(i)
		}
	})
	tables := make([]map[string]uint64, parts)
	inParts(parts, count, func(part, first, last int) {
		counts := make(map[string]uint64)
		for _, text := range documents[first:last] {
			addWords(counts, text)
		}
		tables[part] = counts
	})
	print(addTables(tables))
}
