// N-body in Rust: the ten pairs are the lanes of three vectors of four, two of
// them unused. A root's reciprocal is an estimate, refined twice.

use std::arch::x86_64::*;

const BODIES: usize = 5;
const LANES: usize = 12;
const DAYS: f64 = 365.24;
const SOLAR_MASS: f64 = 4.0 * std::f64::consts::PI * std::f64::consts::PI;

#[derive(Clone, Copy)]
#[repr(C, align(32))]
struct Vector([f64; 4]);

struct Planets {
    place: [Vector; BODIES],
    velocity: [Vector; BODIES],
    mass: [f64; BODIES],
}

/// Of the sun, Jupiter, Saturn, Uranus and Neptune.
const PLANETS: Planets = Planets {
    place: [
        Vector([0.0; 4]),
        Vector([4.84143144246472090e+00, -1.16032004402742839e+00, -1.03622044471123109e-01, 0.0]),
        Vector([8.34336671824457987e+00, 4.12479856412430479e+00, -4.03523417114321381e-01, 0.0]),
        Vector([1.28943695621391310e+01, -1.51111514016986312e+01, -2.23307578892655734e-01, 0.0]),
        Vector([1.53796971148509165e+01, -2.59193146099879641e+01, 1.79258772950371181e-01, 0.0]),
    ],
    velocity: [
        Vector([0.0; 4]),
        Vector([
            1.66007664274403694e-03 * DAYS,
            7.69901118419740425e-03 * DAYS,
            -6.90460016972063023e-05 * DAYS,
            0.0,
        ]),
        Vector([
            -2.76742510726411939e-03 * DAYS,
            4.99852801234917238e-03 * DAYS,
            2.30417297573763929e-05 * DAYS,
            0.0,
        ]),
        Vector([
            2.96460137564761618e-03 * DAYS,
            2.37847173959480950e-03 * DAYS,
            -2.96589568540237556e-05 * DAYS,
            0.0,
        ]),
        Vector([
            2.68067772490389322e-03 * DAYS,
            1.62824170038242295e-03 * DAYS,
            -9.51592254519715870e-05 * DAYS,
            0.0,
        ]),
    ],
    mass: [
        SOLAR_MASS,
        9.54791938424326609e-04 * SOLAR_MASS,
        2.85885980666130812e-04 * SOLAR_MASS,
        4.36624404335156298e-05 * SOLAR_MASS,
        5.15138902046611451e-05 * SOLAR_MASS,
    ],
};

/// time / distance^3 of four pairs, of the squares of their distances.
#[target_feature(enable = "avx2")]
unsafe fn magnitudes(square: __m256d, time: f64) -> __m256d {
    let half = _mm256_mul_pd(square, _mm256_set1_pd(0.5));
    let mut root = _mm256_cvtps_pd(_mm_rsqrt_ps(_mm256_cvtpd_ps(square)));
    for _ in 0..2 {
        let error = _mm256_mul_pd(_mm256_mul_pd(half, root), root);
        root = _mm256_mul_pd(root, _mm256_sub_pd(_mm256_set1_pd(1.5), error));
    }
    let cube = _mm256_mul_pd(_mm256_mul_pd(root, root), root);
    _mm256_mul_pd(_mm256_set1_pd(time), cube)
}

impl Planets {
    /// The sun moves against the others, so that their sum rests.
    fn rest(&mut self) {
        for k in 0..3 {
            let sum: f64 = (0..BODIES).map(|i| self.velocity[i].0[k] * self.mass[i]).sum();
            self.velocity[0].0[k] = -sum / SOLAR_MASS;
        }
    }

    fn energy(&self) -> f64 {
        let mut sum = 0.0;
        for i in 0..BODIES {
            for k in 0..3 {
                sum += self.mass[i] * self.velocity[i].0[k] * self.velocity[i].0[k] / 2.0;
            }
            for j in i + 1..BODIES {
                let square: f64 =
                    (0..3).map(|k| (self.place[i].0[k] - self.place[j].0[k]).powi(2)).sum();
                sum -= self.mass[i] * self.mass[j] / square.sqrt();
            }
        }
        sum
    }

    #[target_feature(enable = "avx2")]
    unsafe fn advance(&mut self, steps: u32, time: f64) {
        let mut at = self.place.map(|one| _mm256_load_pd(one.0.as_ptr()));
        let mut speed = self.velocity.map(|one| _mm256_load_pd(one.0.as_ptr()));
        let mass = self.mass.map(|one| _mm256_set1_pd(one));
        let mut between = [_mm256_set1_pd(1.0); LANES];
        for _ in 0..steps {
            let mut pair = 0;
            for i in 0..BODIES {
                for j in i + 1..BODIES {
                    between[pair] = _mm256_sub_pd(at[i], at[j]);
                    pair += 1;
                }
            }
            let mut magnitude = [Vector([0.0; 4]); LANES / 4];
            for p in 0..LANES / 4 {
                let squares: [__m256d; 4] =
                    std::array::from_fn(|k| _mm256_mul_pd(between[4 * p + k], between[4 * p + k]));
                // Four squares, summed across: (0, 1), (2, 3) in each half.
                let low = _mm256_hadd_pd(squares[0], squares[1]);
                let high = _mm256_hadd_pd(squares[2], squares[3]);
                let square = _mm256_add_pd(
                    _mm256_permute2f128_pd::<0x21>(low, high),
                    _mm256_blend_pd::<0b1100>(low, high),
                );
                _mm256_store_pd(magnitude[p].0.as_mut_ptr(), magnitudes(square, time));
            }
            pair = 0;
            for i in 0..BODIES {
                for j in i + 1..BODIES {
                    let size = _mm256_set1_pd(magnitude[pair / 4].0[pair % 4]);
                    let pull = _mm256_mul_pd(between[pair], size);
                    speed[i] = _mm256_sub_pd(speed[i], _mm256_mul_pd(pull, mass[j]));
                    speed[j] = _mm256_add_pd(speed[j], _mm256_mul_pd(pull, mass[i]));
                    pair += 1;
                }
            }
            for i in 0..BODIES {
                at[i] = _mm256_add_pd(at[i], _mm256_mul_pd(speed[i], _mm256_set1_pd(time)));
            }
        }
        for i in 0..BODIES {
            _mm256_store_pd(self.place[i].0.as_mut_ptr(), at[i]);
            _mm256_store_pd(self.velocity[i].0.as_mut_ptr(), speed[i]);
        }
    }
}

fn main() {
    let steps = std::env::args().nth(1).and_then(|n| n.parse().ok()).expect("a number");
    let mut all = PLANETS;
    all.rest();
    println!("{:.9}", all.energy());
    unsafe { all.advance(steps, 0.01) };
    println!("{:.9}", all.energy());
}
