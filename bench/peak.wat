;; The peak of 128-bit f32 arithmetic without fused multiply-add, as the engine computes: twelve sums
;; that do not wait for one another, each sum = sum * a + b, held in registers; no memory is touched.
;; run(rounds) does rounds * 12 * 4 * 2 operations.
(module
  (func (export "run") (param $rounds i32) (result f32)
    (local $a v128) (local $b v128)
    (local $0 v128) (local $1 v128) (local $2 v128) (local $3 v128)
    (local $4 v128) (local $5 v128) (local $6 v128) (local $7 v128)
    (local $8 v128) (local $9 v128) (local $10 v128) (local $11 v128)
    (local.set $a (f32x4.splat (f32.const 0.999)))
    (local.set $b (f32x4.splat (f32.const 0.001)))
    (loop $again
      (local.set $0 (f32x4.add (f32x4.mul (local.get $0) (local.get $a)) (local.get $b)))
      (local.set $1 (f32x4.add (f32x4.mul (local.get $1) (local.get $a)) (local.get $b)))
      (local.set $2 (f32x4.add (f32x4.mul (local.get $2) (local.get $a)) (local.get $b)))
      (local.set $3 (f32x4.add (f32x4.mul (local.get $3) (local.get $a)) (local.get $b)))
      (local.set $4 (f32x4.add (f32x4.mul (local.get $4) (local.get $a)) (local.get $b)))
      (local.set $5 (f32x4.add (f32x4.mul (local.get $5) (local.get $a)) (local.get $b)))
      (local.set $6 (f32x4.add (f32x4.mul (local.get $6) (local.get $a)) (local.get $b)))
      (local.set $7 (f32x4.add (f32x4.mul (local.get $7) (local.get $a)) (local.get $b)))
      (local.set $8 (f32x4.add (f32x4.mul (local.get $8) (local.get $a)) (local.get $b)))
      (local.set $9 (f32x4.add (f32x4.mul (local.get $9) (local.get $a)) (local.get $b)))
      (local.set $10 (f32x4.add (f32x4.mul (local.get $10) (local.get $a)) (local.get $b)))
      (local.set $11 (f32x4.add (f32x4.mul (local.get $11) (local.get $a)) (local.get $b)))
      (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))
    (f32x4.extract_lane 0
      (f32x4.add
        (f32x4.add
          (f32x4.add (f32x4.add (local.get $0) (local.get $1)) (f32x4.add (local.get $2) (local.get $3)))
          (f32x4.add (f32x4.add (local.get $4) (local.get $5)) (f32x4.add (local.get $6) (local.get $7))))
        (f32x4.add (f32x4.add (local.get $8) (local.get $9)) (f32x4.add (local.get $10) (local.get $11)))))))
