// A cache that is mostly read: eight goroutines look up N keys in all, some of
// them far more often than others; every 256th lookup makes the cache forget its
// key.
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
)

// How often a number is halved, or tripled and one added, until it is one.
func stepsToOne(number uint64) (steps uint32) {
	for ; number > 1; steps++ {
		if number%2 == 0 {
			number /= 2
		} else {
			number = 3*number + 1
		}
	}
	return steps
}

type shard struct {
	lock  sync.RWMutex
	table map[uint64]uint32 // guarded by lock
}

type cache struct {
	shards [64]shard
}

func newCache() *cache {
	made := new(cache)
	for i := range made.shards {
		made.shards[i].table = make(map[uint64]uint32)
	}
	return made
}

func (of *cache) get(key uint64) uint32 {
	mine := &of.shards[key%uint64(len(of.shards))]
	mine.lock.RLock()
	found, ok := mine.table[key]
	mine.lock.RUnlock()
	if ok {
		return found
	}
	made := stepsToOne(key)
	mine.lock.Lock()
	mine.table[key] = made
	mine.lock.Unlock()
	return made
}

func (of *cache) forget(key uint64) {
	mine := &of.shards[key%uint64(len(of.shards))]
	mine.lock.Lock()
	delete(mine.table, key)
	mine.lock.Unlock()
}

func lookUp(in *cache, seed uint64, lookups int) (sum uint64) {
	for i := 1; i <= lookups; i++ {
		seed = seed*6364136223846793005 + 1442695040888963407
		key := (seed >> 48) * (seed >> 32 & 0xffff) >> 16
		sum += uint64(in.get(key))
		if i%256 == 0 {
			in.forget(key)
		}
	}
	return sum
}

func main() {
	const readers = 8
	count := 1000
	if len(os.Args) > 1 {
		count, _ = strconv.Atoi(os.Args[1])
	}
	shared := newCache()
	var sum uint64
	var group sync.WaitGroup
	for reader := 0; reader < readers; reader++ {
		group.Add(1)
		go func(reader int) {
			defer group.Done()
			atomic.AddUint64(&sum, lookUp(shared, uint64(reader), (count+reader)/readers))
		}(reader)
	}
	group.Wait()
	fmt.Println(sum)
}
