// N-body in Go: five bodies, one thread.
package main

import (
	"fmt"
	"math"
	"os"
	"strconv"
)

const (
	days      = 365.24
	solarMass = 4 * math.Pi * math.Pi
)

type body struct{ x, y, z, vx, vy, vz, mass float64 }

// The sun, Jupiter, Saturn, Uranus and Neptune.
var planets = [5]body{
	{mass: solarMass},
	{4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01,
		1.66007664274403694e-03 * days, 7.69901118419740425e-03 * days,
		-6.90460016972063023e-05 * days, 9.54791938424326609e-04 * solarMass},
	{8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01,
		-2.76742510726411939e-03 * days, 4.99852801234917238e-03 * days,
		2.30417297573763929e-05 * days, 2.85885980666130812e-04 * solarMass},
	{1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01,
		2.96460137564761618e-03 * days, 2.37847173959480950e-03 * days,
		-2.96589568540237556e-05 * days, 4.36624404335156298e-05 * solarMass},
	{1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01,
		2.68067772490389322e-03 * days, 1.62824170038242295e-03 * days,
		-9.51592254519715870e-05 * days, 5.15138902046611451e-05 * solarMass},
}

// rest lets the sun move against the others, so that their sum rests.
func rest(all *[5]body) {
	var x, y, z float64
	for _, b := range all {
		x += b.vx * b.mass
		y += b.vy * b.mass
		z += b.vz * b.mass
	}
	all[0].vx, all[0].vy, all[0].vz = -x/solarMass, -y/solarMass, -z/solarMass
}

func energy(all *[5]body) float64 {
	var sum float64
	for i, b := range all {
		sum += b.mass * (b.vx*b.vx + b.vy*b.vy + b.vz*b.vz) / 2
		for _, c := range all[i+1:] {
			dx, dy, dz := b.x-c.x, b.y-c.y, b.z-c.z
			sum -= b.mass * c.mass / math.Sqrt(dx*dx+dy*dy+dz*dz)
		}
	}
	return sum
}

func advance(all *[5]body, time float64) {
	for i := range all {
		b := &all[i]
		vx, vy, vz := b.vx, b.vy, b.vz
		for j := i + 1; j < len(all); j++ {
			c := &all[j]
			dx, dy, dz := b.x-c.x, b.y-c.y, b.z-c.z
			square := dx*dx + dy*dy + dz*dz
			size := time / (square * math.Sqrt(square))
			mine, yours := size*c.mass, size*b.mass
			vx -= dx * mine
			vy -= dy * mine
			vz -= dz * mine
			c.vx += dx * yours
			c.vy += dy * yours
			c.vz += dz * yours
		}
		b.vx, b.vy, b.vz = vx, vy, vz
		b.x += time * vx
		b.y += time * vy
		b.z += time * vz
	}
}

func main() {
	steps, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	all := planets
	rest(&all)
	fmt.Printf("%.9f\n", energy(&all))
	for ; steps > 0; steps-- {
		advance(&all, 0.01)
	}
	fmt.Printf("%.9f\n", energy(&all))
}
