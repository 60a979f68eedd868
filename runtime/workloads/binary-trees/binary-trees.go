// Binary trees in Go: the trees of one depth by as many goroutines as there are
// processors.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
)

type node struct{ left, right *node }

func makeTree(depth int) *node {
	if depth == 0 {
		return &node{}
	}
	return &node{makeTree(depth - 1), makeTree(depth - 1)}
}

func (n *node) count() int64 {
	if n.left == nil {
		return 1
	}
	return 1 + n.left.count() + n.right.count()
}

func countAll(trees int64, depth int) int64 {
	var group sync.WaitGroup
	var next, nodes int64
	for i := 0; i < runtime.GOMAXPROCS(0); i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			var own int64
			for atomic.AddInt64(&next, 1) <= trees {
				own += makeTree(depth).count()
			}
			atomic.AddInt64(&nodes, own)
		}()
	}
	group.Wait()
	return nodes
}

func main() {
	n, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	const least = 4
	most := n
	if most < least+2 {
		most = least + 2
	}
	fmt.Printf("stretch tree of depth %d\t check: %d\n", most+1, makeTree(most+1).count())
	longLived := makeTree(most)
	for depth := least; depth <= most; depth += 2 {
		trees := int64(1) << (most - depth + least)
		fmt.Printf("%d\t trees of depth %d\t check: %d\n", trees, depth, countAll(trees, depth))
	}
	fmt.Printf("long lived tree of depth %d\t check: %d\n", most, longLived.count())
}
