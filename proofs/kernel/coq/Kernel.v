(* Kernel.v: the rules and table rows of the proof kernel, each proved here for the
   standard model (Z, R, Prop, function types, one type variable Om).

   Reading guide.  A sequent "Gamma |- phi" with free variables x is true when
   "forall x, Gamma -> phi"; a rule is sound when truth passes from its premises to its
   conclusion.  Every rule `name` has a lemma `rule_name`, every table row a lemma
   `row_name`; a rule with several working parts has one further lemma per part,
   `rule_name_part`.  Nothing is assumed beyond four axioms of the standard library
   (printed at the end of the file); they come with the reals and with classical logic. *)
From Coq Require Export Reals ZArith Lra Lia List.
From Coq Require Import Classical ClassicalDedekindReals FunctionalExtensionality.
Export ListNotations.
Global Open Scope R_scope.

(* ------------------------------------------------------------------ constants *)

(* Excluded middle as data.  It follows from an axiom the reals already use together with
   `classic`, so a conditional on any proposition costs no further axiom. *)
Definition em (P : Prop) : {P} + {~ P}.
Proof.
  destruct (sig_not_dec P) as [H|H]; [left; apply NNPP; exact H | right; exact H].
Defined.

Definition ite {A : Type} (P : Prop) (a b : A) : A := if em P then a else b.

(* Powers with an integer exponent; 0^0 = 1.  At a negative exponent and base 0 the value
   is whatever /0 is; no lemma below speaks about it. *)
Definition zpow (x : R) (n : Z) : R := powerRZ x n.

Definition zfloor (x : R) : Z := (up x - 1)%Z.

(* Recursion from a start a at any type.  At and below the start the value is z, so the
   base equation needs no t = a and empty ranges need no side condition. *)
Definition zrec {A : Type} (a : Z) (z : A) (s : Z -> A -> A) (t : Z) : A :=
  nat_rect (fun _ => A) z (fun k v => s (a + Z.of_nat k)%Z v) (Z.to_nat (t - a)).

Definition rabs (x : R) : R := ite (0 <= x) x (- x).

(* d is the derivative of f at x.  Written without a quotient, so that it says the same
   thing whatever value a division by zero has. *)
Definition deriv (f : R -> R) (x d : R) : Prop :=
  forall e, 0 < e -> exists r, 0 < r /\
    forall h, rabs h < r -> rabs (f (x + h) - f x - d * h) <= e * rabs h.

(* ------------------------------------------------------------------ hyp, prop *)

Lemma rule_hyp (P : Prop) : P -> P.
Proof. exact (fun H => H). Qed.

(* Propositional consequence is decided by a truth table, so its twin is the soundness of
   truth tables: a formula true under every Boolean valuation is true for all
   propositions.  This is where classical logic enters. *)
Inductive pform : Type :=
  | PAtom (n : nat) | PTrue | PFalse
  | PNot (p : pform) | PAnd (p q : pform) | POr (p q : pform)
  | PImp (p q : pform) | PIff (p q : pform).
Fixpoint pden (v : nat -> Prop) (p : pform) : Prop :=
  match p with
  | PAtom n => v n | PTrue => True | PFalse => False
  | PNot p => ~ pden v p
  | PAnd p q => pden v p /\ pden v q | POr p q => pden v p \/ pden v q
  | PImp p q => pden v p -> pden v q | PIff p q => pden v p <-> pden v q
  end.
Fixpoint pval (v : nat -> bool) (p : pform) : bool :=
  match p with
  | PAtom n => v n | PTrue => true | PFalse => false
  | PNot p => negb (pval v p)
  | PAnd p q => andb (pval v p) (pval v q) | POr p q => orb (pval v p) (pval v q)
  | PImp p q => implb (pval v p) (pval v q) | PIff p q => Bool.eqb (pval v p) (pval v q)
  end.
Lemma pden_pval (v : nat -> Prop) (p : pform) :
  pden v p <-> pval (fun n => if em (v n) then true else false) p = true.
Proof.
  set (w := fun n => if em (v n) then true else false).
  assert (D : forall b : bool, b = true \/ b = false) by (intros []; auto).
  induction p; simpl.
  - unfold w; destruct (em (v n)); intuition discriminate.
  - intuition.
  - intuition discriminate.
  - destruct (D (pval w p)) as [E|E]; rewrite E in *; simpl; intuition discriminate.
  - destruct (D (pval w p1)) as [E|E], (D (pval w p2)) as [F|F]; rewrite E, F in *; simpl;
      intuition discriminate.
  - destruct (D (pval w p1)) as [E|E], (D (pval w p2)) as [F|F]; rewrite E, F in *; simpl;
      intuition discriminate.
  - destruct (D (pval w p1)) as [E|E], (D (pval w p2)) as [F|F]; rewrite E, F in *; simpl;
      intuition discriminate.
  - destruct (D (pval w p1)) as [E|E], (D (pval w p2)) as [F|F]; rewrite E, F in *; simpl;
      intuition discriminate.
Qed.
Theorem rule_prop (p : pform) :
  (forall v, pval v p = true) -> forall v, pden v p.
Proof. intros H v. apply pden_pval. apply H. Qed.

(* Discharge: a premise with the hypothesis D counts, outside D, only as the implication. *)
Theorem rule_prop_discharge (G D P Q : Prop) : (G -> D -> P) -> ((D -> P) -> Q) -> G -> Q.
Proof. auto. Qed.

(* The instances met most often, in the form a certificate uses them. *)
Lemma rule_prop_mp (P Q : Prop) : (P -> Q) -> P -> Q.
Proof. tauto. Qed.
Lemma rule_prop_cases (P Q : Prop) : (P -> Q) -> (~ P -> Q) -> Q.
Proof. destruct (classic P); tauto. Qed.
Lemma rule_prop_exfalso (P : Prop) : False -> P.
Proof. tauto. Qed.
Lemma rule_prop_contradiction (P : Prop) : (~ P -> False) -> P.
Proof. destruct (classic P); tauto. Qed.
Lemma rule_prop_and (P Q : Prop) : P -> Q -> P /\ Q.
Proof. tauto. Qed.
Lemma rule_prop_demorgan (P Q : Prop) :
  (~ (P /\ Q) <-> ~ P \/ ~ Q) /\ (~ (P \/ Q) <-> ~ P /\ ~ Q).
Proof. destruct (classic P), (classic Q); tauto. Qed.

(* ------------------------------------------------------------------ quantifiers *)

(* x is not free in Gamma: Gamma stands outside the binder. *)
Lemma rule_forall_intro {A : Type} (G : Prop) (P : A -> Prop) :
  (forall x, G -> P x) -> G -> forall x, P x.
Proof. auto. Qed.
Lemma rule_forall_elim {A : Type} (G : Prop) (P : A -> Prop) (t : A) :
  (G -> forall x, P x) -> G -> P t.
Proof. auto. Qed.
Lemma rule_exists_intro {A : Type} (G : Prop) (P : A -> Prop) (t : A) :
  (G -> P t) -> G -> exists x, P x.
Proof. intros H g. exists t. auto. Qed.
(* x is free neither in Delta nor in Q. *)
Lemma rule_exists_elim {A : Type} (G D Q : Prop) (P : A -> Prop) :
  (G -> exists x, P x) -> (forall x, D -> P x -> Q) -> G -> D -> Q.
Proof. intros H K g d. destruct (H g) as [x Hx]. eauto. Qed.

(* ------------------------------------------------------------------ type_instance *)

(* The types of the kernel.  A statement with the type variable holds for every inhabited
   Om; an instance puts a type of the kernel for Om, and those are all inhabited. *)
Inductive ty : Type := TInt | TReal | TProp | TOm | TFun (s t : ty).
Fixpoint tden (Om : Type) (t : ty) : Type :=
  match t with
  | TInt => Z | TReal => R | TProp => Prop | TOm => Om
  | TFun s t => tden Om s -> tden Om t
  end.
Lemma tden_inhabited (Om : Type) (w : Om) (t : ty) : inhabited (tden Om t).
Proof.
  induction t; simpl.
  - exact (inhabits 0%Z).
  - exact (inhabits 0).
  - exact (inhabits True).
  - exact (inhabits w).
  - destruct IHt2 as [y]. exact (inhabits (fun _ => y)).
Qed.
Theorem rule_type_instance (P : Type -> Prop) :
  (forall Om : Type, inhabited Om -> P Om) ->
  forall (Om : Type) (w : Om) (t : ty), P (tden Om t).
Proof. intros H Om w t. apply H. apply tden_inhabited; exact w. Qed.
(* Without a point the kernel's "for all, hence there is" would fail: this is why every
   exported statement about Om takes one. *)
Lemma type_needs_point : ~ (forall (Om : Type) (P : Om -> Prop),
  (forall w, P w) -> exists w, P w).
Proof. intros H. destruct (H Empty_set (fun _ => True)) as [[] _]. auto. Qed.

(* ------------------------------------------------------------------ convert, refl *)

Lemma rule_convert_beta {A B : Type} (f : A -> B) (t : A) (P : B -> Prop) :
  P ((fun x => f x) t) -> P (f t).
Proof. exact (fun H => H). Qed.
Lemma rule_convert_eta {A B : Type} (f : A -> B) (P : (A -> B) -> Prop) :
  P (fun x => f x) -> P f.
Proof. exact (fun H => H). Qed.
Lemma rule_convert_delta {A : Type} (t : A) (P : A -> Prop) :
  (let c := t in P c) -> P t.
Proof. exact (fun H => H). Qed.
(* Terms equal by beta, eta, delta are identical for Coq too, so one lemma serves all. *)
Lemma rule_convert (P Q : Prop) : P = Q -> P -> Q.
Proof. intros <-. exact (fun H => H). Qed.

Lemma rule_refl {A : Type} (a : A) : a = a.
Proof. reflexivity. Qed.

(* ------------------------------------------------------------------ rewrite *)

(* Rewriting under binders: the k captured variables become arguments, and functional
   extensionality turns the pointwise equation into one between functions. *)
Lemma rule_rewrite {B : Type} (a b : B) (P : B -> Prop) : a = b -> P a -> P b.
Proof. intros <-. exact (fun H => H). Qed.
Lemma rule_rewrite_1 {A B : Type} (a b : A -> B) (P : (A -> B) -> Prop) :
  (forall x, a x = b x) -> P (fun x => a x) -> P (fun x => b x).
Proof. intros H. apply rule_rewrite. extensionality x. apply H. Qed.
Lemma rule_rewrite_2 {A A' B : Type} (a b : A -> A' -> B) (P : (A -> A' -> B) -> Prop) :
  (forall x y, a x y = b x y) -> P (fun x y => a x y) -> P (fun x y => b x y).
Proof. intros H. apply rule_rewrite. extensionality x; extensionality y. apply H. Qed.
(* Any number of captured variables: one more variable is the same rule one type up. *)
Lemma rule_rewrite_more {A B : Type} (a b : A -> B) :
  (forall x, a x = b x) -> (fun x => a x) = (fun x => b x).
Proof. intros H. extensionality x. apply H. Qed.

(* ------------------------------------------------------------------ field *)

Lemma zpow_nat (x : R) (n : Z) : (0 <= n)%Z -> zpow x n = x ^ Z.to_nat n.
Proof.
  intros H. unfold zpow. rewrite <- (Z2Nat.id n) at 1 by exact H. symmetry. apply pow_powerRZ.
Qed.
Lemma rule_field_pow_add (x : R) (m n : Z) :
  (0 <= m)%Z -> (0 <= n)%Z -> zpow x (m + n) = zpow x m * zpow x n.
Proof.
  intros Hm Hn. rewrite !zpow_nat by lia. rewrite Z2Nat.inj_add by assumption. apply pow_add.
Qed.
(* For a nonzero base the exponents may have any sign. *)
Lemma rule_field_pow_add_nz (x : R) (m n : Z) :
  x <> 0 -> zpow x (m + n) = zpow x m * zpow x n.
Proof. intros H. apply powerRZ_add. exact H. Qed.
Lemma rule_field_pow_mul_nat (x : R) (k m : Z) :
  (0 <= k)%Z -> (0 <= m)%Z -> zpow x (k * m) = zpow (zpow x m) k.
Proof.
  intros Hk Hm. rewrite (zpow_nat x m), !zpow_nat by nia.
  rewrite Z2Nat.inj_mul by assumption. rewrite Nat.mul_comm. apply pow_mult.
Qed.
(* For a nonzero base the exponents may have any sign; the same for the inverse. *)
Lemma rule_field_pow_mul_nz (x : R) (k m : Z) :
  x <> 0 -> zpow x (k * m) = zpow (zpow x m) k.
Proof.
  intros H. assert (N : zpow x m <> 0) by (apply powerRZ_NOR; exact H).
  assert (P : forall k, (0 <= k)%Z -> zpow x (k * m) = zpow (zpow x m) k).
  { refine (natlike_ind _ _ _); [reflexivity|]. intros j Hj IH.
    replace (Z.succ j * m)%Z with (j * m + m)%Z by ring. rewrite rule_field_pow_add_nz by exact H.
    replace (Z.succ j) with (j + 1)%Z by ring. rewrite rule_field_pow_add_nz, IH by exact N.
    change (zpow (zpow x m) 1) with (zpow x m * 1). ring. }
  destruct (Z_le_dec 0 k) as [Hk|Hk]; [apply P; exact Hk|].
  specialize (P (- k)%Z ltac:(lia)). rewrite Z.mul_opp_l in P. unfold zpow in *.
  rewrite !powerRZ_neg' in P.
  rewrite <- (Rinv_inv (powerRZ x (k * m))), P. apply Rinv_inv.
Qed.
Lemma rule_field_pow_inv (x : R) (n : Z) : x <> 0 -> zpow (/ x) n = / zpow x n.
Proof. intros _. apply powerRZ_inv'. Qed.
Lemma rule_field_pow_0 (x : R) : zpow x 0 = 1.
Proof. reflexivity. Qed.
Lemma rule_field_pow_1 (x : R) : zpow x 1 = x.
Proof. unfold zpow; simpl; ring. Qed.
Lemma rule_field_pow_neg (x : R) (k : Z) : x <> 0 -> zpow x (- k) = / zpow x k.
Proof. intros _. apply powerRZ_neg'. Qed.
Lemma rule_field_pow_prod (x y : R) (n : Z) :
  (0 <= n)%Z -> zpow (x * y) n = zpow x n * zpow y n.
Proof. intros H. rewrite !zpow_nat by exact H. apply Rpow_mult_distr. Qed.
Lemma rule_field_pow_one (n : Z) : zpow 1 n = 1.
Proof.
  destruct n; unfold zpow; simpl; [reflexivity | apply pow1 | rewrite pow1; apply Rinv_1].
Qed.
(* A product of divisors, and a power of one, is again a divisor. *)
Lemma rule_field_nonzero_mul (x y : R) : x <> 0 -> y <> 0 -> x * y <> 0.
Proof. intros. apply Rmult_integral_contrapositive_currified; assumption. Qed.
Lemma rule_field_nonzero_pow (x : R) (n : Z) : x <> 0 -> zpow x n <> 0.
Proof. intros H. apply powerRZ_NOR. exact H. Qed.
Lemma rule_field_inv (x : R) : x <> 0 -> x * / x = 1.
Proof. apply Rinv_r. Qed.
Lemma rule_field_IZR :
  IZR 0 = 0 /\ IZR 1 = 1 /\
  (forall m n, IZR (m + n) = IZR m + IZR n) /\ (forall m n, IZR (m * n) = IZR m * IZR n) /\
  (forall n, IZR (- n) = - IZR n) /\ (forall m n, IZR (m - n) = IZR m - IZR n).
Proof.
  repeat split; auto using plus_IZR, mult_IZR, opp_IZR, minus_IZR.
Qed.
Lemma rule_field_rational (a b d1 d2 : R) :
  d1 <> 0 -> d2 <> 0 -> a * d2 = b * d1 -> a / d1 = b / d2.
Proof.
  intros H1 H2 H. apply (Rmult_eq_reg_r (d1 * d2)); [|auto using rule_field_nonzero_mul].
  replace (a / d1 * (d1 * d2)) with (a * d2) by (field; exact H1).
  rewrite H. field. exact H2.
Qed.
Lemma rule_field_cancel (a b d : R) : d <> 0 -> a * d = b * d -> a = b.
Proof. intros Hd H. exact (Rmult_eq_reg_r d a b H Hd). Qed.
(* The rule itself: once every divisor is split off, the numerator of a - b is the zero
   polynomial. *)
Theorem rule_field (a b n d : R) : d <> 0 -> (a - b) * d = n -> n = 0 -> a = b.
Proof.
  intros Hd H Hn. apply (rule_field_cancel a b d Hd). rewrite Hn in H. lra.
Qed.
(* The same with any operation that divides correctly by nonzero numbers: the value at a
   divisor 0 plays no part. *)
Theorem rule_field_any_division (dv : R -> R -> R) :
  (forall a b, b <> 0 -> dv a b * b = a) ->
  (forall a b d1 d2, d1 <> 0 -> d2 <> 0 -> a * d2 = b * d1 -> dv a d1 = dv b d2) /\
  (forall x, x <> 0 -> x * dv 1 x = 1) /\
  (forall a x, x <> 0 -> dv a x = a * dv 1 x).
Proof.
  intros D. assert (Q : forall a b, b <> 0 -> dv a b = a / b).
  { intros a b Hb. apply (rule_field_cancel _ _ b Hb). rewrite D by exact Hb. field. exact Hb. }
  repeat split; intros; rewrite !Q by assumption.
  - apply rule_field_rational; assumption.
  - field; assumption.
  - field; assumption.
Qed.

(* ------------------------------------------------------------------ order *)

Lemma rule_order_mul_nonneg (x y : R) : 0 <= x -> 0 <= y -> 0 <= x * y.
Proof. apply Rmult_le_pos. Qed.
Lemma rule_order_mul_pos (x y : R) : 0 < x -> 0 < y -> 0 < x * y.
Proof. apply Rmult_lt_0_compat. Qed.
Lemma rule_order_square (x : R) : 0 <= x * x.
Proof. apply Rle_0_sqr. Qed.
Lemma rule_order_rational (p q : Z) : (0 <= p)%Z -> (0 < q)%Z -> 0 <= IZR p / IZR q.
Proof.
  intros Hp Hq. apply IZR_le in Hp. apply IZR_lt in Hq.
  apply Rmult_le_pos; [exact Hp | left; apply Rinv_0_lt_compat; exact Hq].
Qed.
Lemma rule_order_sum (x y : R) :
  (0 <= x -> 0 <= y -> 0 <= x + y) /\ (0 < x -> 0 <= y -> 0 < x + y).
Proof. split; intros; lra. Qed.
Lemma rule_order_equality (m q : R) : q = 0 -> m * q = 0.
Proof. intros ->. ring. Qed.
Lemma rule_order_contradiction : 0 < 0 -> False.
Proof. lra. Qed.

(* The witness.  A summand is (c, ps, s) and stands for c * (product of ps) * s^2; an
   equality entry is (m, q) with q = 0 known and any multiplier m. *)
Definition prodl (l : list R) : R := fold_right Rmult 1 l.
Definition summand (t : R * list R * R) : R :=
  let '(c, ps, s) := t in c * prodl ps * (s * s).
Definition sumw (ts : list (R * list R * R)) : R := fold_right (fun t v => summand t + v) 0 ts.
Definition sume (es : list (R * R)) : R := fold_right (fun e v => fst e * snd e + v) 0 es.
Definition okw (t : R * list R * R) : Prop :=
  let '(c, ps, _) := t in 0 <= c /\ Forall (fun p => 0 <= p) ps.
Lemma prodl_nonneg (l : list R) : Forall (fun p => 0 <= p) l -> 0 <= prodl l.
Proof. induction 1; simpl; [lra | apply Rmult_le_pos; assumption]. Qed.
Lemma prodl_pos (l : list R) : Forall (fun p => 0 < p) l -> 0 < prodl l.
Proof. induction 1; simpl; [lra | apply Rmult_lt_0_compat; assumption]. Qed.
Lemma sumw_nonneg ts : Forall okw ts -> 0 <= sumw ts.
Proof.
  induction 1 as [|[[c ps] s] ts [Hc Hp] _ IH]; simpl; [lra|].
  apply Rplus_le_le_0_compat; [|exact IH].
  apply Rmult_le_pos; [apply Rmult_le_pos; [exact Hc | apply prodl_nonneg; exact Hp]|].
  apply rule_order_square.
Qed.
Lemma sume_zero es : Forall (fun e => snd e = 0) es -> sume es = 0.
Proof. induction 1 as [|[m q] es Hq _ IH]; simpl in *; [reflexivity | rewrite Hq, IH; ring]. Qed.
Theorem rule_order (r : R) (ts : list (R * list R * R)) (es : list (R * R)) :
  Forall okw ts -> Forall (fun e => snd e = 0) es -> r = sumw ts + sume es -> 0 <= r.
Proof.
  intros Ht He ->. rewrite (sume_zero es He). pose proof (sumw_nonneg ts Ht). lra.
Qed.
(* Strict: one summand has a positive coefficient and only strict factors (none at all
   makes it a positive constant). *)
Theorem rule_order_strict (r c : R) (ps : list R) ts es :
  0 < c -> Forall (fun p => 0 < p) ps ->
  Forall okw ts -> Forall (fun e => snd e = 0) es ->
  r = c * prodl ps + sumw ts + sume es -> 0 < r.
Proof.
  intros Hc Hp Ht He ->. rewrite (sume_zero es He). pose proof (sumw_nonneg ts Ht).
  assert (0 < c * prodl ps) by (apply Rmult_lt_0_compat; auto using prodl_pos). lra.
Qed.

(* Integers: the embedding preserves and reflects order, so a witness over R serves, and
   two steps hold on Z alone. *)
Lemma rule_order_IZR (m n : Z) :
  ((m <= n)%Z <-> IZR m <= IZR n) /\ ((m < n)%Z <-> IZR m < IZR n) /\ (m = n <-> IZR m = IZR n).
Proof.
  repeat split; auto using IZR_le, IZR_lt, le_IZR, lt_IZR, eq_IZR. intros ->; reflexivity.
Qed.
Lemma rule_order_tighten (a b : Z) : (a < b)%Z <-> (a + 1 <= b)%Z.
Proof. lia. Qed.
Lemma rule_order_round (n : Z) :
  (exists d, 0 <= d < 1 /\ 0 <= IZR n + d) -> (0 <= n)%Z.
Proof.
  intros (d & Hd & H). assert (H' : IZR (-1) < IZR n) by lra. apply lt_IZR in H'. lia.
Qed.
(* Common factor g of the coefficients: g * s >= b gives s >= ceiling (b / g). *)
Lemma rule_order_divide (g s b : Z) : (0 < g)%Z -> (b <= g * s)%Z -> (- (- b / g) <= s)%Z.
Proof.
  intros Hg H. pose proof (Z.div_mod (- b) g ltac:(lia)).
  pose proof (Z.mod_pos_bound (- b) g Hg). nia.
Qed.

(* ------------------------------------------------------------------ induct, rec *)

Theorem rule_induct (P : Z -> Prop) (a : Z) :
  P a -> (forall t, (a <= t)%Z -> P t -> P (t + 1)%Z) -> forall t, (a <= t)%Z -> P t.
Proof.
  intros H0 HS t Ht. replace t with (a + Z.of_nat (Z.to_nat (t - a)))%Z by lia.
  induction (Z.to_nat (t - a)) as [|k IH].
  - rewrite Z.add_0_r. exact H0.
  - rewrite Nat2Z.inj_succ. replace (a + Z.succ (Z.of_nat k))%Z with (a + Z.of_nat k + 1)%Z by lia.
    apply HS; [lia | exact IH].
Qed.
Theorem rule_rec_base {A : Type} (a : Z) (z : A) s t : (t <= a)%Z -> zrec a z s t = z.
Proof. intros H. unfold zrec. replace (Z.to_nat (t - a)) with O by lia. reflexivity. Qed.
Theorem rule_rec_step {A : Type} (a : Z) (z : A) s t :
  (a <= t)%Z -> zrec a z s (t + 1) = s t (zrec a z s t).
Proof.
  intros H. unfold zrec. replace (Z.to_nat (t + 1 - a)) with (S (Z.to_nat (t - a))) by lia.
  simpl. replace (a + Z.of_nat (Z.to_nat (t - a)))%Z with t by lia. reflexivity.
Qed.

(* ------------------------------------------------------------------ table rows *)

Theorem row_trichotomy :
  (forall m n : Z, (m < n)%Z \/ (m = n \/ (n < m)%Z)) /\
  (forall x y : R, x < y \/ (x = y \/ y < x)).
Proof. split; [intros; lia | intros x y; destruct (Rtotal_order x y) as [|[|]]; auto]. Qed.
Theorem row_floor_bounds (x : R) : IZR (zfloor x) <= x < IZR (zfloor x) + 1.
Proof. unfold zfloor. rewrite minus_IZR. destruct (archimed x). lra. Qed.
Theorem row_ite_true {A : Type} (P : Prop) (a b : A) : P -> ite P a b = a.
Proof. intros H. unfold ite. destruct (em P); [reflexivity | contradiction]. Qed.
Theorem row_ite_false {A : Type} (P : Prop) (a b : A) : ~ P -> ite P a b = b.
Proof. intros H. unfold ite. destruct (em P); [contradiction | reflexivity]. Qed.
Theorem row_sqrt_square (x : R) : 0 <= x -> sqrt x * sqrt x = x.
Proof. apply sqrt_sqrt. Qed.
Theorem row_sqrt_nonneg (x : R) : 0 <= x -> 0 <= sqrt x.
Proof. intros _. apply sqrt_pos. Qed.
Theorem row_exp_add (x y : R) : exp (x + y) = exp x * exp y.
Proof. apply exp_plus. Qed.
Theorem row_exp_lower (x : R) : 1 + x <= exp x.
Proof.
  destruct (Req_dec x 0) as [->|H]; [rewrite exp_0; lra | left; apply exp_ineq1; exact H].
Qed.
Theorem row_exp_log (x : R) : 0 < x -> exp (ln x) = x.
Proof. apply exp_ln. Qed.

Lemma rabs_Rabs (x : R) : rabs x = Rabs x.
Proof.
  unfold rabs, ite. destruct (em (0 <= x)); [rewrite Rabs_pos_eq | rewrite Rabs_left]; lra.
Qed.
Lemma deriv_pt_lim (f : R -> R) (x d : R) : deriv f x d -> derivable_pt_lim f x d.
Proof.
  intros H e He. destruct (H (e / 2) ltac:(lra)) as (r & Hr & K).
  exists (mkposreal r Hr). intros h h0 Hh. simpl in Hh. specialize (K h).
  rewrite !rabs_Rabs in K. specialize (K Hh).
  pose proof (Rabs_pos_lt h h0) as Hp.
  replace ((f (x + h) - f x) / h - d) with ((f (x + h) - f x - d * h) * / h) by (field; exact h0).
  rewrite Rabs_mult, (Rabs_inv h). apply (Rmult_lt_reg_r (Rabs h)); [exact Hp|].
  rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra. nra.
Qed.
Theorem row_monotone (f f' : R -> R) (a b : R) :
  (forall x, a <= x -> x <= b -> deriv f x (f' x) /\ 0 <= f' x) -> a <= b -> f a <= f b.
Proof.
  intros H [Hab| ->]; [|lra].
  destruct (MVT_cor2 f f' a b Hab) as (c & Hc & Hi).
  - intros x Hx. apply deriv_pt_lim. apply H; apply Hx.
  - assert (0 <= f' c * (b - a)) by (apply Rmult_le_pos; [apply H|]; lra). lra.
Qed.

(* ------------------------------------------------------------------ assumptions *)

Definition kernel_rules :=
  (rule_hyp, (rule_prop, rule_prop_discharge, rule_prop_mp, rule_prop_cases, rule_prop_exfalso,
   rule_prop_contradiction, rule_prop_and, rule_prop_demorgan),
   (@rule_forall_intro, @rule_forall_elim, @rule_exists_intro, @rule_exists_elim),
   (rule_type_instance, type_needs_point),
   (@rule_convert_beta, @rule_convert_eta, @rule_convert_delta, rule_convert, @rule_refl),
   (@rule_rewrite, @rule_rewrite_1, @rule_rewrite_2, @rule_rewrite_more),
   (rule_field, rule_field_pow_add, rule_field_pow_add_nz, rule_field_pow_mul_nat,
    rule_field_pow_mul_nz, rule_field_pow_inv,
    rule_field_pow_0, rule_field_pow_1, rule_field_pow_neg, rule_field_pow_prod,
    rule_field_pow_one, rule_field_nonzero_mul, rule_field_nonzero_pow, rule_field_inv,
    rule_field_IZR, rule_field_rational, rule_field_cancel, rule_field_any_division),
   (rule_order, rule_order_strict, rule_order_mul_nonneg, rule_order_mul_pos,
    rule_order_square, rule_order_rational, rule_order_sum, rule_order_equality,
    rule_order_contradiction, rule_order_IZR, rule_order_tighten, rule_order_round,
    rule_order_divide),
   (rule_induct, @rule_rec_base, @rule_rec_step),
   (row_trichotomy, row_floor_bounds, @row_ite_true, @row_ite_false, row_sqrt_square, row_sqrt_nonneg,
    row_exp_add, row_exp_lower, row_exp_log, row_monotone)).
Print Assumptions kernel_rules.
