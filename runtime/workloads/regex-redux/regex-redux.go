// Regex-redux in Go: the expressions of its library; the replacements run
// beside the counts.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"regexp"
	"sync"
)

var variants = [...]string{
	"agggtaaa|tttaccct",
	"[cgt]gggtaaa|tttaccc[acg]",
	"a[act]ggtaaa|tttacc[agt]t",
	"ag[act]gtaaa|tttac[agt]ct",
	"agg[act]taaa|ttta[agt]cct",
	"aggg[acg]aaa|ttt[cgt]ccct",
	"agggt[cgt]aa|tt[acg]accct",
	"agggta[cgt]a|t[acg]taccct",
	"agggtaa[cgt]|[acg]ttaccct",
}

var replacements = [...]struct{ of, with string }{
	{"tHa[Nt]", "<4>"},
	{"aND|caN|Ha[DS]|WaS", "<3>"},
	{"a[NSt]|BY", "<2>"},
	{"<[^>]*>", "|"},
	{"\\|[^|][^|]*\\|", "-"},
}

const parts = 16

func clean(input []byte) []byte {
	noLetters := regexp.MustCompile(">.*\n|\n")
	var pieces [parts][]byte
	var group sync.WaitGroup
	rest := input
	for part := range pieces {
		end := len(rest)
		if part < parts-1 {
			at := len(rest) / (parts - part)
			if more := bytes.IndexByte(rest[at:], '\n'); more >= 0 {
				end = at + more + 1
			}
		}
		group.Add(1)
		go func(to *[]byte, text []byte) {
			defer group.Done()
			*to = noLetters.ReplaceAllLiteral(text, nil)
		}(&pieces[part], rest[:end])
		rest = rest[end:]
	}
	group.Wait()
	return bytes.Join(pieces[:], nil)
}

func main() {
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	text := clean(input)
	var group sync.WaitGroup
	var replaced int
	group.Add(1 + len(variants))
	go func() {
		defer group.Done()
		result := text
		for _, one := range replacements {
			result = regexp.MustCompile(one.of).ReplaceAllLiteral(result, []byte(one.with))
		}
		replaced = len(result)
	}()
	var counts [len(variants)]int
	for i := range variants {
		go func(i int) {
			defer group.Done()
			counts[i] = len(regexp.MustCompile(variants[i]).FindAllIndex(text, -1))
		}(i)
	}
	group.Wait()
	for i, variant := range variants {
		fmt.Println(variant, counts[i])
	}
	fmt.Printf("\n%d\n%d\n%d\n", len(input), len(text), replaced)
}
