// Pidigits in Rust: a spigot on GMP's numbers. Debian has no binding of GMP, so
// the few functions are declared here.

use std::os::raw::{c_int, c_ulong, c_void};

#[repr(C)]
struct Integer {
    allocated: c_int,
    size: c_int,
    limbs: *mut c_void,
}

#[link(name = "gmp")]
extern "C" {
    #[link_name = "__gmpz_init_set_ui"]
    fn init_set_ui(to: *mut Integer, value: c_ulong);
    #[link_name = "__gmpz_clear"]
    fn clear(one: *mut Integer);
    #[link_name = "__gmpz_add"]
    fn add(to: *mut Integer, a: *const Integer, b: *const Integer);
    #[link_name = "__gmpz_mul_ui"]
    fn mul_ui(to: *mut Integer, a: *const Integer, b: c_ulong);
    #[link_name = "__gmpz_addmul_ui"]
    fn addmul_ui(to: *mut Integer, a: *const Integer, b: c_ulong);
    #[link_name = "__gmpz_submul_ui"]
    fn submul_ui(to: *mut Integer, a: *const Integer, b: c_ulong);
    #[link_name = "__gmpz_cmp"]
    fn cmp(a: *const Integer, b: *const Integer) -> c_int;
    #[link_name = "__gmpz_tdiv_qr"]
    fn tdiv_qr(q: *mut Integer, r: *mut Integer, n: *const Integer, d: *const Integer);
    #[link_name = "__gmpz_get_ui"]
    fn get_ui(one: *const Integer) -> c_ulong;
}

impl Integer {
    fn new(value: c_ulong) -> Self {
        let mut one = std::mem::MaybeUninit::uninit();
        unsafe {
            init_set_ui(one.as_mut_ptr(), value);
            one.assume_init()
        }
    }
    fn scale(&mut self, by: c_ulong) {
        unsafe { mul_ui(self, self, by) }
    }
    fn add_scaled(&mut self, other: &Integer, by: c_ulong) {
        unsafe { addmul_ui(self, other, by) }
    }
    fn subtract_scaled(&mut self, other: &Integer, by: c_ulong) {
        unsafe { submul_ui(self, other, by) }
    }
    fn set_sum(&mut self, a: &Integer, b: &Integer) {
        unsafe { add(self, a, b) }
    }
    fn set_product(&mut self, a: &Integer, by: c_ulong) {
        unsafe { mul_ui(self, a, by) }
    }
    fn add(&mut self, other: &Integer) {
        unsafe { add(self, self, other) }
    }
    fn is_less(&self, other: &Integer) -> bool {
        unsafe { cmp(self, other) < 0 }
    }
}

impl Drop for Integer {
    fn drop(&mut self) {
        unsafe { clear(self) }
    }
}

/// What is still to come of pi is (acc + num * x) / den, for an x from 3 to 4
/// that each step knows better.
struct Spigot {
    k: c_ulong,
    num: Integer,
    acc: Integer,
    den: Integer,
    sum: Integer,
    remainder: Integer,
    digit: Integer,
}

impl Spigot {
    fn new() -> Self {
        let [num, den] = [1, 1].map(Integer::new);
        let [acc, sum, remainder, digit] = [0; 4].map(Integer::new);
        Spigot { k: 0, num, acc, den, sum, remainder, digit }
    }
    fn step(&mut self) {
        self.k += 1;
        self.acc.add_scaled(&self.num, 2);
        self.acc.scale(2 * self.k + 1);
        self.den.scale(2 * self.k + 1);
        self.num.scale(self.k);
    }
    fn next_digit(&mut self) -> c_ulong {
        loop {
            self.step();
            if self.acc.is_less(&self.num) {
                continue;
            }
            self.sum.set_product(&self.num, 3);
            self.sum.add(&self.acc);
            unsafe { tdiv_qr(&mut self.digit, &mut self.remainder, &self.sum, &self.den) }
            self.sum.set_sum(&self.remainder, &self.num);
            if self.sum.is_less(&self.den) {
                // The digit is the same for 3 and 4.
                self.remainder.subtract_scaled(&self.num, 3);
                self.acc.set_product(&self.remainder, 10);
                self.num.scale(10);
                return unsafe { get_ui(&self.digit) };
            }
        }
    }
}

fn main() {
    let digits = std::env::args().nth(1).and_then(|n| n.parse().ok()).expect("a number");
    let mut pi = Spigot::new();
    for first in (0..digits).step_by(10) {
        let last = std::cmp::min(first + 10, digits);
        let line: String = (first..last).map(|_| char::from(b'0' + pi.next_digit() as u8)).collect();
        println!("{line:10}\t:{last}");
    }
}
