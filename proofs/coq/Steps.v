(* Steps.v: what exported proofs are written with. *)
Require Export Kernel Arith.
From Coq Require Import FunctionalExtensionality Classical.

Definition rw {T : Type} (C : T -> Prop) {a b : T} (e : a = b) (p : C a) : C b :=
  eq_ind a C p b e.
Definition fex1 {A B : Type} {f g : A -> B} (e : forall x, f x = g x) : f = g :=
  functional_extensionality f g e.
Definition fex2 {A B C : Type} {f g : A -> B -> C} (e : forall x y, f x y = g x y) : f = g :=
  fex1 (fun x => fex1 (e x)).
Definition fex3 {A B C D : Type} {f g : A -> B -> C -> D} (e : forall x y z, f x y z = g x y z) : f = g :=
  fex1 (fun x => fex2 (e x)).
Definition fex4 {A B C D E : Type} {f g : A -> B -> C -> D -> E} (e : forall x y z u, f x y z u = g x y z u) : f = g :=
  fex1 (fun x => fex3 (e x)).
Definition fex5 {A B C D E F : Type} {f g : A -> B -> C -> D -> E -> F}
  (e : forall x y z u v, f x y z u v = g x y z u v) : f = g := fex1 (fun x => fex4 (e x)).
(* A proof that uses a fact; the fact is no part of what it proves. *)
Definition have (P Q : Prop) (p : P) (b : P -> Q) : Q := b p.
Definition cases {P Q : Prop} (a : P -> Q) (b : ~ P -> Q) : Q := rule_prop_cases P Q a b.
(* What relations say of equal numbers. *)
Definition le_by {a b c d : R} (e : a = b) (f : c = d) (p : a <= c) : b <= d := eq_ind a (fun z => z <= d) (eq_ind c (fun z => a <= z) p d f) b e.
Definition lt_by {a b c d : R} (e : a = b) (f : c = d) (p : a < c) : b < d := eq_ind a (fun z => z < d) (eq_ind c (fun z => a < z) p d f) b e.
Definition eq_by {a b c d : R} (e : a = b) (f : c = d) (p : a = c) : b = d := eq_trans (eq_sym e) (eq_trans p f).
Definition ne_by {a b c d : R} (e : a = b) (f : c = d) (p : ~ a = c) : ~ b = d := fun q => p (eq_trans e (eq_trans q (eq_sym f))).

(* Powers. *)
Lemma zpow_minus (x : R) (n : Z) : zpow x (- n) = 1 / zpow x n.
Proof. unfold zpow. rewrite powerRZ_neg'. unfold Rdiv. ring. Qed.
Lemma zpow_over (x : R) (n : Z) : zpow (1 / x) n = 1 / zpow x n.
Proof.
  unfold Rdiv. rewrite !Rmult_1_l. unfold zpow. apply powerRZ_inv'.
Qed.
Definition zpow_add (x : R) (m n k : Z) (e : m = (n + k)%Z) (H : (0 <= n)%Z) (K : (0 <= k)%Z) : zpow x m = zpow x n * zpow x k :=
  eq_trans (f_equal (zpow x) e) (rule_field_pow_add x n k H K).
Definition zpow_add_nz (x : R) (m n k : Z) (e : m = (n + k)%Z) (H : x <> 0) : zpow x m = zpow x n * zpow x k :=
  eq_trans (f_equal (zpow x) e) (rule_field_pow_add_nz x n k H).
Definition zpow_mul (x : R) (m k n : Z) (e : m = (k * n)%Z) (H : (0 <= k)%Z) (K : (0 <= n)%Z) : zpow x m = zpow (zpow x n) k :=
  eq_trans (f_equal (zpow x) e) (rule_field_pow_mul_nat x k n H K).
Definition zpow_mul_nz (x : R) (m k n : Z) (e : m = (k * n)%Z) (H : x <> 0) : zpow x m = zpow (zpow x n) k :=
  eq_trans (f_equal (zpow x) e) (rule_field_pow_mul_nz x k n H).
Notation atR x l := (@cons atom (@inr Z R x) l).
Notation atZ x l := (@cons atom (@inl Z R x) l).
Notation at0 := (@nil atom).
