// What word-count and word-count-group have in common: documents to count, and
// tables of words.
package main

import (
	"fmt"
	"sort"
	"strings"
)

// A thousand words of one to four syllables, each followed by a space.
func makeDocument(number int) string {
	const syllables = "bacedifoguhajekilomunapereqisotu"
	seed := uint64(number)
	var text strings.Builder
	text.Grow(8 * 1024)
	for i := 0; i < 1000; i++ {
		seed = seed*6364136223846793005 + 1442695040888963407
		word := (seed >> 48) * (seed >> 32 & 0xffff) >> 16
		for {
			text.WriteString(syllables[2*(word%16) : 2*(word%16)+2])
			word /= 16
			if word == 0 {
				break
			}
		}
		text.WriteByte(' ')
	}
	return text.String()
}

func addWords(counts map[string]uint64, text string) {
	for len(text) > 0 {
		end := strings.IndexByte(text, ' ')
		counts[text[:end]]++
		text = text[end+1:]
	}
}

func addTables(tables []map[string]uint64) map[string]uint64 {
	all := tables[0]
	for _, counts := range tables[1:] {
		for word, count := range counts {
			all[word] += count
		}
	}
	return all
}

func print(counts map[string]uint64) {
	var total uint64
	words := make([]string, 0, len(counts))
	for word, count := range counts {
		words = append(words, word)
		total += count
	}
	sort.Slice(words, func(i, j int) bool {
		if counts[words[i]] != counts[words[j]] {
			return counts[words[i]] > counts[words[j]]
		}
		return words[i] < words[j]
	})
	fmt.Printf("%d words, %d different\n", total, len(words))
	for i := 0; i < 10 && i < len(words); i++ {
		fmt.Println(words[i], counts[words[i]])
	}
}
