// The web API of service.h, with net/http: JSON over HTTP, and a store in memory
// behind a lock. Each connection is a goroutine.
package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unicode/utf8"
)

//go:embed page.html
var page []byte

const maxItems, maxBody = 100_000, 64 * 1024

type item struct {
	Name  string
	Price int64
}

type itemWithID struct {
	ID    uint64 `json:"id"`
	Name  string `json:"name"`
	Price int64  `json:"price"`
}

func withID(id uint64, of item) itemWithID { return itemWithID{id, of.Name, of.Price} }

// Requests, in classes of time: see meter.h.
type meter [256]uint64

func (m *meter) add(time time.Duration) {
	class := uint64(time)
	if class >= 4 {
		shift := bits.Len64(class) - 3
		class = uint64(4*shift) + class>>shift
	}
	atomic.AddUint64(&m[class], 1)
}

func (m *meter) read() [][2]uint64 {
	all := [][2]uint64{}
	for i := range m {
		if count := atomic.LoadUint64(&m[i]); count > 0 {
			end := uint64(i + 1)
			if i >= 4 {
				end = uint64(i%4+5) << (i/4 - 1)
			}
			all = append(all, [2]uint64{end, count})
		}
	}
	return all
}

type service struct {
	lock   sync.RWMutex
	items  map[uint64]item // guarded by lock
	lastID uint64          // guarded by lock
	meter  meter
}

func tell(w http.ResponseWriter, status int, what interface{}) {
	body, err := json.Marshal(what)
	if err != nil {
		panic(err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	w.Write(body)
}

func refuse(w http.ResponseWriter, status int, why string) {
	tell(w, status, map[string]string{"error": why})
}

func notAllowed(w http.ResponseWriter, methods string) {
	w.Header().Set("Allow", methods)
	refuse(w, 405, "there is no such method here")
}

func missing(w http.ResponseWriter) { refuse(w, 404, "there is no such item") }

// The item that the body says; where there is none, that is answered.
func readItem(w http.ResponseWriter, r *http.Request) (item, bool) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		refuse(w, 413, "the body is too large")
		return item{}, false
	}
	if !utf8.Valid(body) || !json.Valid(body) {
		refuse(w, 400, "the body is no JSON")
		return item{}, false
	}
	var said map[string]json.RawMessage
	var of item
	if json.Unmarshal(body, &said) != nil || len(said) != 2 ||
		!bytes.HasPrefix(said["name"], []byte(`"`)) || json.Unmarshal(said["name"], &of.Name) != nil ||
		string(said["price"]) == "null" || json.Unmarshal(said["price"], &of.Price) != nil {
		refuse(w, 422, "an item has a name, a text, and a price, a number")
		return item{}, false
	}
	if of.Name == "" || len(of.Name) > 100 || of.Price < 0 || of.Price > 1_000_000_000 {
		refuse(w, 422, "a name has 1 to 100 bytes, a price is 0 to 1000000000")
		return item{}, false
	}
	return of, true
}

func (s *service) list(w http.ResponseWriter) {
	s.lock.RLock()
	ids := make([]uint64, 0, len(s.items))
	for id := range s.items {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(i, j int) bool { return ids[i] < ids[j] })
	some := []itemWithID{}
	for i := 0; i < len(ids) && i < 100; i++ {
		some = append(some, withID(ids[i], s.items[ids[i]]))
	}
	s.lock.RUnlock()
	tell(w, 200, some)
}

func (s *service) add(w http.ResponseWriter, r *http.Request) {
	of, ok := readItem(w, r)
	if !ok {
		return
	}
	s.lock.Lock()
	if len(s.items) == maxItems {
		s.lock.Unlock()
		refuse(w, 507, "the store is full")
		return
	}
	s.lastID++
	id := s.lastID
	s.items[id] = of
	s.lock.Unlock()
	w.Header().Set("Location", fmt.Sprint("/items/", id))
	tell(w, 201, withID(id, of))
}

func (s *service) find(w http.ResponseWriter, id uint64) {
	s.lock.RLock()
	of, ok := s.items[id]
	s.lock.RUnlock()
	if !ok {
		missing(w)
		return
	}
	tell(w, 200, withID(id, of))
}

func (s *service) replace(w http.ResponseWriter, r *http.Request, id uint64) {
	of, ok := readItem(w, r)
	if !ok {
		return
	}
	s.lock.Lock()
	_, ok = s.items[id]
	if ok {
		s.items[id] = of
	}
	s.lock.Unlock()
	if !ok {
		missing(w)
		return
	}
	tell(w, 200, withID(id, of))
}

func (s *service) remove(w http.ResponseWriter, id uint64) {
	s.lock.Lock()
	_, ok := s.items[id]
	delete(s.items, id)
	s.lock.Unlock()
	if !ok {
		missing(w)
		return
	}
	w.WriteHeader(204)
}

func (s *service) route(w http.ResponseWriter, r *http.Request) {
	path, method := r.URL.Path, r.Method
	switch {
	case (path == "/" || path == "/meter") && method != "GET":
		notAllowed(w, "GET")
	case path == "/":
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write(page)
	case path == "/meter":
		tell(w, 200, s.meter.read())
	case path == "/items" && method == "GET":
		s.list(w)
	case path == "/items" && method == "POST":
		s.add(w, r)
	case path == "/items":
		notAllowed(w, "GET, POST")
	default:
		id, err := strconv.ParseUint(strings.TrimPrefix(path, "/items/"), 10, 64)
		if err != nil || !strings.HasPrefix(path, "/items/") {
			refuse(w, 404, "there is nothing here")
			return
		}
		switch method {
		case "GET":
			s.find(w, id)
		case "PUT":
			s.replace(w, r, id)
		case "DELETE":
			s.remove(w, id)
		default:
			notAllowed(w, "GET, PUT, DELETE")
		}
	}
}

func (s *service) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	begin := time.Now()
	s.route(w, r)
	s.meter.add(time.Since(begin))
}

func main() {
	port, err := strconv.ParseUint(os.Args[1], 10, 16)
	if err != nil {
		fmt.Fprintln(os.Stderr, "not a port:", os.Args[1])
		os.Exit(2)
	}
	listener, err := net.Listen("tcp", fmt.Sprint("127.0.0.1:", port))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)

	ends := make(chan os.Signal, 1)
	signal.Notify(ends, syscall.SIGINT, syscall.SIGTERM)
	server := http.Server{Handler: &service{items: make(map[uint64]item)}}
	over := make(chan struct{})
	go func() {
		<-ends
		server.Shutdown(context.Background())
		close(over)
	}()
	server.Serve(listener)
	<-over
}
