// A bank: N transfers by eight tellers between a thousand accounts, each with a
// lock. The lock of the account with the lower number is taken first.
package main

import (
	"fmt"
	"os"
	"strconv"
	"sync"
)

type account struct {
	lock    sync.Mutex
	balance int64 // guarded by lock
}

func transfer(all []account, from, to int, amount int64) {
	first, second := &all[from], &all[to]
	if to < from {
		first, second = second, first
	}
	first.lock.Lock()
	second.lock.Lock()
	all[from].balance -= amount
	all[to].balance += amount
	second.lock.Unlock()
	first.lock.Unlock()
}

func work(all []account, seed uint64, transfers int) {
	random := func(below int) int {
		seed = seed*6364136223846793005 + 1442695040888963407
		return int(seed>>33) % below
	}
	for i := 0; i < transfers; i++ {
		from := random(len(all))
		other := 1 + random(len(all)-1)
		transfer(all, from, (from+other)%len(all), int64(random(100)))
	}
}

func main() {
	const tellers = 8
	count := 1000
	if len(os.Args) > 1 {
		count, _ = strconv.Atoi(os.Args[1])
	}
	all := make([]account, 1000)
	for i := range all {
		all[i].balance = 1000
	}
	var group sync.WaitGroup
	for teller := 0; teller < tellers; teller++ {
		group.Add(1)
		go func(teller int) {
			defer group.Done()
			work(all, uint64(teller), (count+teller)/tellers)
		}(teller)
	}
	group.Wait()
	var total, checksum int64
	for i := range all {
		total += all[i].balance
		checksum += int64(i+1) * all[i].balance
	}
	fmt.Printf("total %d\nchecksum %d\n", total, checksum)
}
