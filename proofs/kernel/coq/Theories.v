(* Theories.v: the defined notions of the theories (sums, products, relu, argmin, limits,
   expectation, independence, equality in law), the lemmas about them, and the headline
   claims proved from them.  Indices are integers throughout; "X k for k outside its range" is
   never used, so every hypothesis on a family carries the range. *)
Require Import Kernel.
From Coq Require Import FunctionalExtensionality.

(* ------------------------------------------------------------------ sums, products *)

(* Recursion starts one below the first index: empty when b < a, with no condition. *)
Definition zsum (a b : Z) (f : Z -> R) : R :=
  zrec (a - 1)%Z 0 (fun k v => v + f (k + 1)%Z) b.
Definition zprod (a b : Z) (f : Z -> R) : R :=
  zrec (a - 1)%Z 1 (fun k v => v * f (k + 1)%Z) b.

Theorem sum_empty a b f : (b < a)%Z -> zsum a b f = 0.
Proof. intros. apply rule_rec_base. lia. Qed.
Theorem sum_succ a b f : (a <= b + 1)%Z -> zsum a (b + 1) f = zsum a b f + f (b + 1)%Z.
Proof. intros. unfold zsum. rewrite rule_rec_step by lia. reflexivity. Qed.
Theorem prod_empty a b f : (b < a)%Z -> zprod a b f = 1.
Proof. intros. apply rule_rec_base. lia. Qed.
Theorem prod_succ a b f : (a <= b + 1)%Z -> zprod a (b + 1) f = zprod a b f * f (b + 1)%Z.
Proof. intros. unfold zprod. rewrite rule_rec_step by lia. reflexivity. Qed.

Theorem sum_last a b f : (a <= b)%Z -> zsum a b f = zsum a (b - 1) f + f b.
Proof.
  intros. replace b with (b - 1 + 1)%Z at 1 3 by ring. apply sum_succ. lia.
Qed.
Theorem prod_last a b f : (a <= b)%Z -> zprod a b f = zprod a (b - 1) f * f b.
Proof.
  intros. replace b with (b - 1 + 1)%Z at 1 3 by ring. apply prod_succ. lia.
Qed.

(* Induction on the upper end, covering empty ranges. *)
Lemma range_ind (a : Z) (P : Z -> Prop) :
  (forall b, (b < a)%Z -> P b) -> (forall b, (a <= b + 1)%Z -> P b -> P (b + 1)%Z) ->
  forall b, P b.
Proof.
  intros H0 HS b. destruct (Z_lt_le_dec b a) as [H|H]; [auto|].
  revert b H. apply rule_induct.
  - replace a with (a - 1 + 1)%Z at 1 by ring. apply HS; [lia|]. apply H0. lia.
  - intros t Ht. apply HS. lia.
Qed.
Ltac range_ind a b :=
  revert b; refine (range_ind a _ _ _); cbv beta;
  [ intros b Lt; rewrite ?sum_empty, ?prod_empty by lia
  | intros b Le IH; rewrite ?sum_succ, ?prod_succ by lia ].

Theorem sum_cong a b f g :
  (forall k, (a <= k <= b)%Z -> f k = g k) -> zsum a b f = zsum a b g.
Proof.
  range_ind a b; intros H; [reflexivity|]. rewrite IH, H by (intros; try apply H; lia). reflexivity.
Qed.
Theorem prod_cong a b f g :
  (forall k, (a <= k <= b)%Z -> f k = g k) -> zprod a b f = zprod a b g.
Proof.
  range_ind a b; intros H; [reflexivity|]. rewrite IH, H by (intros; try apply H; lia). reflexivity.
Qed.
Theorem sum_shift a b c f : zsum a b f = zsum (a + c) (b + c) (fun i => f (i - c)%Z).
Proof.
  range_ind a b; [reflexivity|].
  replace (b + 1 + c)%Z with (b + c + 1)%Z by ring. rewrite sum_succ by lia.
  rewrite IH. f_equal. f_equal. ring.
Qed.
Theorem prod_shift a b c f : zprod a b f = zprod (a + c) (b + c) (fun i => f (i - c)%Z).
Proof.
  range_ind a b; [reflexivity|].
  replace (b + 1 + c)%Z with (b + c + 1)%Z by ring. rewrite prod_succ by lia.
  rewrite IH. f_equal. f_equal. ring.
Qed.
Theorem sum_split a b c f :
  (a <= b + 1)%Z -> (b <= c)%Z -> zsum a c f = zsum a b f + zsum (b + 1) c f.
Proof.
  intros H. revert c. apply rule_induct.
  - rewrite (sum_empty (b + 1)) by lia. ring.
  - intros t Ht IH. rewrite !sum_succ, IH by lia. ring.
Qed.
Theorem sum_first a b f : (a <= b)%Z -> zsum a b f = f a + zsum (a + 1) b f.
Proof.
  intros. rewrite (sum_split a a b) by lia. f_equal.
  replace a with (a - 1 + 1)%Z at 2 by ring. rewrite sum_succ, sum_empty by lia.
  replace (a - 1 + 1)%Z with a by ring. ring.
Qed.
Theorem prod_first a b f : (a <= b)%Z -> zprod a b f = f a * zprod (a + 1) b f.
Proof.
  revert b. apply rule_induct.
  - replace a with (a - 1 + 1)%Z at 2 by ring. rewrite prod_succ, !prod_empty by lia.
    replace (a - 1 + 1)%Z with a by ring. ring.
  - intros t Ht IH. rewrite !prod_succ, IH by lia. ring.
Qed.
Theorem sum_add a b f g : zsum a b (fun k => f k + g k) = zsum a b f + zsum a b g.
Proof. range_ind a b; [ring | rewrite IH; ring]. Qed.
Theorem prod_mul a b f g : zprod a b (fun k => f k * g k) = zprod a b f * zprod a b g.
Proof. range_ind a b; [ring | rewrite IH; ring]. Qed.
Theorem sum_sub a b f g : zsum a b (fun k => f k - g k) = zsum a b f - zsum a b g.
Proof. range_ind a b; [ring | rewrite IH; ring]. Qed.
Theorem sum_scale a b c f : zsum a b (fun k => c * f k) = c * zsum a b f.
Proof. range_ind a b; [ring | rewrite IH; ring]. Qed.
Lemma sum_scale_r a b c f : zsum a b (fun k => f k * c) = zsum a b f * c.
Proof. range_ind a b; [ring | rewrite IH; ring]. Qed.
Theorem sum_zero a b : zsum a b (fun _ => 0) = 0.
Proof. range_ind a b; [ring | rewrite IH; ring]. Qed.
Theorem sum_const a b c : (a <= b + 1)%Z -> zsum a b (fun _ => c) = IZR (b - a + 1) * c.
Proof.
  intros H. replace b with (b + 1 - 1)%Z by ring. revert H. generalize (b + 1)%Z.
  apply rule_induct.
  - rewrite sum_empty by lia. replace (a - 1 - a + 1)%Z with 0%Z by ring. ring.
  - intros t Ht IH. replace (t + 1 - 1)%Z with (t - 1 + 1)%Z by ring. rewrite sum_succ, IH by lia.
    replace (t - 1 + 1 - a + 1)%Z with (t - 1 - a + 1 + 1)%Z by ring.
    rewrite (plus_IZR (t - 1 - a + 1) 1). ring.
Qed.
Theorem sum_count a b : (a <= b + 1)%Z -> zsum a b (fun _ => 1) = IZR (b - a + 1).
Proof. intros. rewrite sum_const by assumption. ring. Qed.
Theorem sum_nonneg a b f : (forall k, (a <= k <= b)%Z -> 0 <= f k) -> 0 <= zsum a b f.
Proof.
  range_ind a b; intros H; [lra|]. apply Rplus_le_le_0_compat; [apply IH; intros|]; apply H; lia.
Qed.
Theorem sum_le a b f g :
  (forall k, (a <= k <= b)%Z -> f k <= g k) -> zsum a b f <= zsum a b g.
Proof.
  intros H. enough (0 <= zsum a b g - zsum a b f) by lra. rewrite <- sum_sub.
  apply sum_nonneg. intros k Hk. specialize (H k Hk). lra.
Qed.
Theorem sum_nonneg_zero a b f :
  (forall k, (a <= k <= b)%Z -> 0 <= f k) -> zsum a b f = 0 ->
  forall k, (a <= k <= b)%Z -> f k = 0.
Proof.
  range_ind a b; intros H Hz k Hk; [lia|].
  assert (0 <= zsum a b f) by (apply sum_nonneg; intros; apply H; lia).
  assert (0 <= f (b + 1)%Z) by (apply H; lia).
  destruct (Z.eq_dec k (b + 1)) as [->|N]; [lra|]. apply IH; [intros; apply H; lia | lra | lia].
Qed.
Theorem sum_swap a b c d f :
  zsum a b (fun i => zsum c d (fun j => f i j)) = zsum c d (fun j => zsum a b (fun i => f i j)).
Proof.
  range_ind a b.
  - rewrite (sum_cong c d _ (fun _ => 0)); [symmetry; apply sum_zero|].
    intros; apply sum_empty; lia.
  - rewrite IH, <- sum_add. apply sum_cong; intros. rewrite sum_succ by lia. reflexivity.
Qed.
(* One index picked out of a range. *)
Theorem sum_pick a b k c :
  (a <= k <= b)%Z -> zsum a b (fun i => ite (i = k) c 0) = c.
Proof.
  assert (H : forall b, zsum a b (fun i => ite (i = k) c 0) = ite (a <= k <= b)%Z c 0).
  { clear b. intros b. range_ind a b.
    - rewrite row_ite_false by lia. reflexivity.
    - rewrite IH. destruct (Z.eq_dec (b + 1) k) as [N|N].
      + rewrite (row_ite_false (a <= k <= b)%Z), (row_ite_true (b + 1 = k)%Z) by lia.
        rewrite row_ite_true by lia. ring.
      + rewrite (row_ite_false (b + 1 = k)%Z) by lia. destruct (em (a <= k <= b)%Z) as [Q|Q].
        * rewrite !row_ite_true by lia. ring.
        * rewrite !row_ite_false by lia. ring. }
  intros Hk. rewrite H. apply row_ite_true. exact Hk.
Qed.
Lemma sum_square a b f :
  zpow (zsum a b f) 2 = zsum a b (fun i => zsum a b (fun j => f i * f j)).
Proof.
  rewrite (sum_cong a b (fun i => zsum a b (fun j => f i * f j)) (fun i => f i * zsum a b f))
    by (intros; apply sum_scale).
  rewrite sum_scale_r. unfold zpow; simpl; ring.
Qed.

(* ------------------------------------------------------------------ small definitions *)

Definition rmax (x y : R) : R := ite (x <= y) y x.
Definition relu (x : R) : R := rmax 0 x.
Definition ind1 (P : Prop) : R := ite P 1 0.
Definition minimises {A : Type} (J : A -> R) (C : A -> Prop) (x : A) : Prop :=
  C x /\ forall y, C y -> J x <= J y.
Definition tends (f : Z -> R) (l : R) : Prop :=
  forall e, 0 < e -> exists N, forall n, (N <= n)%Z -> rabs (f n - l) < e.
Definition grad (n : Z) (F : (Z -> R) -> R) (W G : Z -> R) : Prop :=
  forall D, deriv (fun s => F (fun i => W i + s * D i)) 0 (zsum 1 n (fun i => G i * D i)).

Lemma rabs_pos x : 0 <= x -> rabs x = x.
Proof. intros. apply row_ite_true. assumption. Qed.
Lemma relu_pos x : 0 <= x -> relu x = x.
Proof. intros. apply row_ite_true. assumption. Qed.
Lemma relu_neg x : x <= 0 -> relu x = 0.
Proof.
  intros [H| ->]; [apply row_ite_false; lra | apply relu_pos; lra].
Qed.
Lemma relu_cases x : (0 <= x /\ relu x = x /\ relu (- x) = 0) \/
                     (x <= 0 /\ relu x = 0 /\ relu (- x) = - x).
Proof.
  destruct (Rle_dec 0 x); [left | right]; repeat split; try lra;
    try (apply relu_pos; lra); apply relu_neg; lra.
Qed.
Lemma zpow_2 x : zpow x 2 = x * x.
Proof. unfold zpow; simpl; ring. Qed.
Lemma zpow_succ x t : (0 <= t)%Z -> zpow x (t + 1) = zpow x t * x.
Proof. intros. rewrite rule_field_pow_add, rule_field_pow_1 by lia. reflexivity. Qed.
Lemma zpow_below_one x t : 0 <= x < 1 -> (1 <= t)%Z -> 0 <= zpow x t < 1.
Proof.
  intros Hx. revert t. apply rule_induct; [rewrite rule_field_pow_1; lra|].
  intros t Ht IH. rewrite zpow_succ by lia. nra.
Qed.

(* ------------------------------------------------------------------ binomial coefficients *)

Definition binom (n k : Z) : R :=
  ite (0 <= k)%Z (zprod 1 k (fun j => IZR (n - j + 1) / IZR j)) 0.

Theorem binom_below n k : (k < 0)%Z -> binom n k = 0.
Proof. intros. apply row_ite_false. lia. Qed.
Theorem binom_none n : binom n 0 = 1.
Proof. unfold binom. rewrite row_ite_true by lia. apply prod_empty. lia. Qed.
Theorem binom_one_more n k :
  (0 <= k)%Z -> binom n (k + 1) = binom n k * (IZR n - IZR k) / (IZR k + 1).
Proof.
  intros. unfold binom. rewrite !row_ite_true, prod_succ by lia.
  replace (n - (k + 1) + 1)%Z with (n - k)%Z by ring. rewrite minus_IZR, plus_IZR. unfold Rdiv. ring.
Qed.
Theorem binom_pascal n k : binom (n + 1) k = binom n (k - 1) + binom n k.
Proof.
  destruct (Z_lt_le_dec k 1) as [H|H].
  - destruct (Z.eq_dec k 0) as [->|N].
    + rewrite (binom_below n (0 - 1)), !binom_none by lia. ring.
    + rewrite !binom_below by lia. ring.
  - revert k H. apply rule_induct.
    + assert (A : forall m, binom m (0 + 1) = IZR m).
      { intros m. rewrite binom_one_more, binom_none by lia. field. }
      replace (1 - 1)%Z with 0%Z by ring. rewrite binom_none.
      change 1%Z with (0 + 1)%Z at 2 4. rewrite !A, plus_IZR. ring.
    + intros k Hk IH. assert (0 < IZR k) by (apply IZR_lt; lia).
      replace (k + 1 - 1)%Z with k by ring.
      rewrite (binom_one_more (n + 1)), (binom_one_more n k), IH by lia.
      replace (binom n k) with (binom n (k - 1 + 1)) by (f_equal; ring).
      rewrite (binom_one_more n (k - 1)) by lia. rewrite minus_IZR, plus_IZR. field. lra.
Qed.
Theorem binom_above n k : (0 <= n)%Z -> (n < k)%Z -> binom n k = 0.
Proof.
  intros Hn H. assert (G : (n + 1 <= k)%Z) by lia. clear H. revert k G. apply rule_induct.
  - rewrite binom_one_more by lia. unfold Rdiv. ring.
  - intros k Hk IH. rewrite binom_one_more, IH by lia. unfold Rdiv. ring.
Qed.
Theorem binom_all n : (0 <= n)%Z -> binom n n = 1.
Proof.
  revert n. apply rule_induct; [apply binom_none|]. intros n Hn IH.
  rewrite binom_pascal, (binom_above n (n + 1)) by lia. replace (n + 1 - 1)%Z with n by ring. lra.
Qed.
Theorem binom_positive n k : (0 <= k)%Z -> (k <= n)%Z -> 0 < binom n k.
Proof.
  revert k. apply (rule_induct (fun k => (k <= n)%Z -> 0 < binom n k) 0).
  - intros _. rewrite binom_none. lra.
  - intros k Hk IH H. rewrite binom_one_more by lia.
    assert (0 <= IZR k) by (apply IZR_le; lia). assert (IZR k < IZR n) by (apply IZR_lt; lia).
    assert (0 < binom n k) by (apply IH; lia).
    apply Rdiv_lt_0_compat; [apply Rmult_lt_0_compat; lra | lra].
Qed.

Definition factorial (n : Z) : R := ite (0 <= n)%Z (zprod 1 n IZR) (sqrt (IZR n)).

Theorem factorial_zero : factorial 0 = 1.
Proof. unfold factorial. rewrite row_ite_true by lia. apply prod_empty. lia. Qed.
Theorem factorial_one_more n : (0 <= n)%Z -> factorial (n + 1) = factorial n * (IZR n + 1).
Proof. intros. unfold factorial. rewrite !row_ite_true, prod_succ, plus_IZR by lia. reflexivity. Qed.
Theorem factorial_positive n : (0 <= n)%Z -> 0 < factorial n.
Proof.
  revert n. apply rule_induct; [rewrite factorial_zero; lra|]. intros n Hn IH.
  rewrite factorial_one_more by lia. apply Rmult_lt_0_compat; [exact IH|].
  assert (0 <= IZR n) by (apply IZR_le; lia). lra.
Qed.

(* ------------------------------------------------------------------ expectation *)

(* E is any functional, I its integrable and M its measurable functions; nothing else is
   assumed of them.  Domination is part of the definition because it does not follow from
   linearity and positivity, and relu(X)^2 needs it; |X| because no member of I need be above it. *)
Definition Espace {Om : Type} (E : (Om -> R) -> R) (I M : (Om -> R) -> Prop) : Prop :=
  (forall X, I X -> M X) /\
  (forall c, M (fun _ => c)) /\
  (forall X Y, M X -> M Y -> M (fun w => X w + Y w)) /\
  (forall X Y, M X -> M Y -> M (fun w => X w * Y w)) /\
  (forall X, M X -> M (fun w => rabs (X w))) /\
  (forall X Y U V, M X -> M Y -> M U -> M V -> M (fun w => ite (X w <= Y w) (U w) (V w))) /\
  (forall c, I (fun _ => c)) /\
  (forall X Y, I X -> I Y -> I (fun w => X w + Y w)) /\
  (forall c X, I X -> I (fun w => c * X w)) /\
  (forall X, I X -> I (fun w => rabs (X w))) /\
  (forall X Y, M X -> (forall w, rabs (X w) <= Y w) -> I Y -> I X) /\
  (forall X Y, I X -> I Y -> E (fun w => X w + Y w) = E X + E Y) /\
  (forall c X, I X -> E (fun w => c * X w) = c * E X) /\
  (forall X, I X -> (forall w, 0 <= X w) -> 0 <= E X) /\
  (forall X, I X -> (forall w, 0 < X w) -> 0 < E X) /\
  E (fun _ => 1) = 1.
Definition Var {Om : Type} (E : (Om -> R) -> R) (X : Om -> R) : R :=
  E (fun w => zpow (X w - E X) 2).
Definition Prob {Om : Type} (E : (Om -> R) -> R) (A : Om -> Prop) : R := E (fun w => ind1 (A w)).
(* Values in any type: a vector is a function of its index. *)
Definition SameLaw {Om A : Type} (E : (Om -> R) -> R) (I : (Om -> R) -> Prop) (X Y : Om -> A) : Prop :=
  forall f : A -> R, I (fun w => f (X w)) ->
    I (fun w => f (Y w)) /\ E (fun w => f (Y w)) = E (fun w => f (X w)).
(* Independence by freezing Y, and integrability of products. *)
Definition Indep {Om A B : Type} (E : (Om -> R) -> R) (I : (Om -> R) -> Prop)
    (X : Om -> A) (Y : Om -> B) : Prop :=
  (forall g : A -> B -> R,
     (forall b, I (fun w => g (X w) b)) -> I (fun w => g (X w) (Y w)) ->
     I (fun u => E (fun w => g (X w) (Y u))) /\
     E (fun w => g (X w) (Y w)) = E (fun u => E (fun w => g (X w) (Y u)))) /\
  (forall (f : A -> R) (h : B -> R),
     I (fun w => f (X w)) -> I (fun w => h (Y w)) -> I (fun w => f (X w) * h (Y w))).

Section Expectation.
Context {Om : Type} (E : (Om -> R) -> R) (I M : (Om -> R) -> Prop) (S : Espace E I M).
Implicit Types X Y : Om -> R.
Ltac field_of S := unfold Espace in S; decompose [and] S; assumption.
Lemma M_of_I X : I X -> M X.
Proof. revert X. field_of S. Qed.
Lemma M_const c : M (fun _ => c).
Proof. revert c. field_of S. Qed.
Lemma M_add X Y : M X -> M Y -> M (fun w => X w + Y w).
Proof. revert X Y. field_of S. Qed.
Lemma M_mul X Y : M X -> M Y -> M (fun w => X w * Y w).
Proof. revert X Y. field_of S. Qed.
Lemma M_abs X : M X -> M (fun w => rabs (X w)).
Proof. revert X. field_of S. Qed.
Lemma M_ite X Y U V : M X -> M Y -> M U -> M V -> M (fun w => ite (X w <= Y w) (U w) (V w)).
Proof. revert X Y U V. field_of S. Qed.
Lemma I_const c : I (fun _ => c).
Proof. revert c. field_of S. Qed.
Lemma I_add X Y : I X -> I Y -> I (fun w => X w + Y w).
Proof. revert X Y. field_of S. Qed.
Lemma I_scale c X : I X -> I (fun w => c * X w).
Proof. revert c X. field_of S. Qed.
Lemma I_abs X : I X -> I (fun w => rabs (X w)).
Proof. revert X. field_of S. Qed.
Lemma I_dom X Y : M X -> (forall w, rabs (X w) <= Y w) -> I Y -> I X.
Proof. revert X Y. field_of S. Qed.
Lemma E_add X Y : I X -> I Y -> E (fun w => X w + Y w) = E X + E Y.
Proof. revert X Y. field_of S. Qed.
Lemma E_scale c X : I X -> E (fun w => c * X w) = c * E X.
Proof. revert c X. field_of S. Qed.
Lemma E_nonneg X : I X -> (forall w, 0 <= X w) -> 0 <= E X.
Proof. revert X. field_of S. Qed.
Lemma E_one : E (fun _ => 1) = 1.
Proof. field_of S. Qed.

(* Equal functions have equal expectations: functional extensionality. *)
Lemma E_cong X Y : (forall w, X w = Y w) -> E X = E Y.
Proof. intros H. f_equal. extensionality w. apply H. Qed.
Lemma I_cong X Y : (forall w, X w = Y w) -> I X -> I Y.
Proof. intros H. replace Y with X; [auto|]. extensionality w. apply H. Qed.

(* Only an inhabited Om carries an expectation. *)
Theorem E_point : inhabited Om.
Proof.
  destruct (em (inhabited Om)) as [H|H]; [exact H|]. exfalso.
  assert (Q : E (fun _ => 1) = E (fun _ => 0 * 1)).
  { apply E_cong. intros w. exfalso. apply H. exact (inhabits w). }
  rewrite (E_scale 0 (fun _ => 1) (I_const 1)), E_one in Q. lra.
Qed.

Theorem E_const c : E (fun _ => c) = c.
Proof.
  rewrite (E_cong _ (fun _ => c * 1)) by (intros; ring).
  rewrite (E_scale c (fun _ => 1) (I_const 1)), E_one. ring.
Qed.
Theorem I_sub X Y : I X -> I Y -> I (fun w => X w - Y w).
Proof.
  intros. apply (I_cong (fun w => X w + (-1) * Y w)); [intros; ring|].
  apply I_add; [|apply I_scale]; assumption.
Qed.
Theorem E_sub X Y : I X -> I Y -> E (fun w => X w - Y w) = E X - E Y.
Proof.
  intros. rewrite (E_cong _ (fun w => X w + (-1) * Y w)) by (intros; ring).
  rewrite (E_add X (fun w => -1 * Y w)), E_scale by (try apply I_scale; assumption). ring.
Qed.
Theorem I_sum a b (X : Z -> Om -> R) :
  (forall k, (a <= k <= b)%Z -> I (fun w => X k w)) -> I (fun w => zsum a b (fun k => X k w)).
Proof.
  range_ind a b; intros H.
  - apply (I_cong (fun _ => 0)); [intros; rewrite sum_empty by lia; reflexivity | apply I_const].
  - apply (I_cong (fun w => zsum a b (fun k => X k w) + X (b + 1)%Z w)).
    + intros; rewrite sum_succ by lia; reflexivity.
    + apply I_add; [apply IH; intros|]; apply H; lia.
Qed.
Theorem E_sum a b (X : Z -> Om -> R) :
  (forall k, (a <= k <= b)%Z -> I (fun w => X k w)) ->
  E (fun w => zsum a b (fun k => X k w)) = zsum a b (fun k => E (fun w => X k w)).
Proof.
  range_ind a b; intros H.
  - rewrite (E_cong _ (fun _ => 0)) by (intros; rewrite sum_empty by lia; reflexivity).
    apply E_const.
  - rewrite (E_cong _ (fun w => zsum a b (fun k => X k w) + X (b + 1)%Z w))
      by (intros; rewrite sum_succ by lia; reflexivity).
    rewrite (E_add (fun w => zsum a b (fun k => X k w)) (X (b + 1)%Z)).
    + rewrite IH by (intros; apply H; lia). reflexivity.
    + apply I_sum; intros; apply H; lia.
    + apply H; lia.
Qed.
Theorem E_mono X Y : I X -> I Y -> (forall w, X w <= Y w) -> E X <= E Y.
Proof.
  intros HX HY H. pose proof (E_nonneg _ (I_sub Y X HY HX)) as P. rewrite E_sub in P by assumption.
  enough (0 <= E Y - E X) by lra. apply P. intros w. specialize (H w). lra.
Qed.
Lemma M_relu X : M X -> M (fun w => relu (X w)).
Proof. intros H. exact (M_ite (fun _ => 0) X X (fun _ => 0) (M_const 0) H H (M_const 0)). Qed.

(* X is measurable is a premise of its own: it does not follow from I (X^2), see
   `relu_sq_needs_measurable` below. *)
Lemma relu_sq_integrable X : M X -> I (fun w => zpow (X w) 2) -> I (fun w => zpow (relu (X w)) 2).
Proof.
  intros HM HI. apply (I_dom _ (fun w => zpow (X w) 2)); [|intros w|exact HI].
  - apply (eq_ind _ M (M_mul _ _ (M_relu X HM) (M_relu X HM))).
    extensionality w. symmetry. apply zpow_2.
  - rewrite !zpow_2. rewrite rabs_pos by apply Rle_0_sqr.
    destruct (relu_cases (X w)) as [(?&->&_)|(?&->&_)]; nra.
Qed.
Theorem relu_sq_halving X :
  M X -> SameLaw E I X (fun w => - X w) -> I (fun w => zpow (X w) 2) ->
  I (fun w => zpow (relu (X w)) 2) /\
  E (fun w => zpow (relu (X w)) 2) = E (fun w => zpow (X w) 2) / 2.
Proof.
  intros HM HS HI. pose proof (relu_sq_integrable X HM HI) as HR. split; [exact HR|].
  destruct (HS (fun x => zpow (relu x) 2) HR) as [I2 E2].
  rewrite (E_cong (fun w => zpow (X w) 2) (fun w => zpow (relu (X w)) 2 + zpow (relu (- X w)) 2)).
  - rewrite E_add, E2 by assumption. field.
  - intros w. rewrite !zpow_2. destruct (relu_cases (X w)) as [(_&->&->)|(_&->&->)]; ring.
Qed.

Theorem indep_product {A B : Type} (X : Om -> A) (Y : Om -> B) (f : A -> R) (h : B -> R) :
  Indep E I X Y -> I (fun w => f (X w)) -> I (fun w => h (Y w)) ->
  I (fun w => f (X w) * h (Y w)) /\
  E (fun w => f (X w) * h (Y w)) = E (fun w => f (X w)) * E (fun w => h (Y w)).
Proof.
  intros [F P] If Ih. pose proof (P f h If Ih) as Ip. split; [exact Ip|].
  assert (R1 : forall b, I (fun w => f (X w) * b)).
  { intros b. apply (I_cong (fun w => b * f (X w))); [intros; ring | apply I_scale; exact If]. }
  destruct (F (fun a b => f a * h b) (fun b => R1 (h b)) Ip) as [_ ->].
  rewrite (E_cong _ (fun u => E (fun w => f (X w)) * h (Y u))).
  - apply E_scale. exact Ih.
  - intros u. rewrite (E_cong _ (fun w => h (Y u) * f (X w))) by (intros; ring).
    rewrite E_scale by exact If. ring.
Qed.
End Expectation.

(* Finite laws are expectation spaces: the definition is not empty. *)
Lemma positive_bound (n : Z) (X : Z -> R) :
  (forall i, (1 <= i <= n)%Z -> 0 < X i) -> exists m, 0 < m /\ forall i, (1 <= i <= n)%Z -> m <= X i.
Proof.
  destruct (Z_lt_le_dec n 0) as [L|L]; [intros; exists 1; split; [lra | intros; lia]|].
  revert n L. apply (rule_induct (fun n => (forall i, (1 <= i <= n)%Z -> 0 < X i) ->
    exists m, 0 < m /\ forall i, (1 <= i <= n)%Z -> m <= X i)); [intros; exists 1; split; [lra | intros; lia]|].
  intros n Hn IH Hp. destruct IH as (m & M & B); [intros; apply Hp; lia|].
  exists (Rmin m (X (n + 1)%Z)). split; [apply Rmin_glb_lt; [exact M | apply Hp; lia]|].
  intros i Hi. destruct (Z.eq_dec i (n + 1)) as [->|]; [apply Rmin_r|].
  eapply Rle_trans; [apply Rmin_l | apply B; lia].
Qed.
Lemma mean_positive (n : Z) (p X : Z -> R) :
  (forall i, (1 <= i <= n)%Z -> 0 <= p i) -> zsum 1 n p = 1 -> (forall i, 0 < X i) ->
  0 < zsum 1 n (fun i => p i * X i).
Proof.
  intros Hp H1 HX. destruct (positive_bound n X) as (m & M & B); [auto|].
  assert (zsum 1 n (fun i => p i * m) <= zsum 1 n (fun i => p i * X i)).
  { apply sum_le. intros i Hi. apply Rmult_le_compat_l; auto. }
  rewrite sum_scale_r in H. rewrite H1 in H. lra.
Qed.
Theorem Espace_finite (n : Z) (p : Z -> R) :
  (forall i, (1 <= i <= n)%Z -> 0 <= p i) -> zsum 1 n p = 1 ->
  Espace (fun X => zsum 1 n (fun i => p i * X i)) (fun _ => True) (fun _ => True).
Proof.
  intros Hp H1. unfold Espace. repeat split; intros.
  - rewrite <- sum_add. apply sum_cong; intros; ring.
  - rewrite <- sum_scale. apply sum_cong; intros; ring.
  - apply sum_nonneg; intros. apply Rmult_le_pos; auto.
  - apply mean_positive; auto.
  - transitivity (zsum 1 n p); [apply sum_cong; intros; ring | exact H1].
Qed.

(* Two points that M cannot tell apart: X = 1 and X = -1 have X^2 integrable and X
   symmetric, and the claim about relu(X)^2 fails. *)
Theorem relu_sq_needs_measurable :
  ~ (forall (E : (bool -> R) -> R) I M (X : bool -> R), Espace E I M ->
     SameLaw E I X (fun w => - X w) -> I (fun w => zpow (X w) 2) ->
     E (fun w => zpow (relu (X w)) 2) = E (fun w => zpow (X w) 2) / 2).
Proof.
  intros H. set (C := fun X : bool -> R => X true = X false).
  specialize (H (fun X => X true) C C (fun b => if b then 1 else -1)).
  cbv beta iota in H. rewrite relu_pos, zpow_2 in H by lra.
  enough (1 * 1 = 1 * 1 / 2) by lra. apply H.
  - unfold Espace, C. repeat split; intros; congruence || auto.
  - unfold SameLaw, C. intros f Hf. cbv beta iota in *.
    replace (- -1) with 1 by ring. replace (- (1)) with (-1) by ring. auto.
  - unfold C. rewrite !zpow_2. ring.
Qed.

(* ------------------------------------------------------------------ claims *)

(* 1, 2. Exponentially weighted averages, with and without bias correction in the step. *)
Theorem ewa_coincide (q : R) (g v vh : Z -> R) :
  0 < q <= 1 -> v 0%Z = 0 -> vh 0%Z = 0 ->
  (forall t, (0 <= t)%Z ->
     v (t + 1)%Z = (1 - q / (1 - zpow (1 - q) (t + 1))) * v t
                   + q / (1 - zpow (1 - q) (t + 1)) * g (t + 1)%Z) ->
  (forall t, (0 <= t)%Z -> vh (t + 1)%Z = (1 - q) * vh t + q * g (t + 1)%Z) ->
  forall t, (1 <= t)%Z -> v t = vh t / (1 - zpow (1 - q) t).
Proof.
  intros Hq v0 vh0 vS vhS. apply rule_induct.
  - change 1%Z with (0 + 1)%Z at 1 2. rewrite vS, vhS, v0, vh0, (rule_field_pow_1 (1 - q)) by lia.
    simpl. field. lra.
  - intros t Ht IH. rewrite vS, vhS, IH by lia.
    pose proof (zpow_below_one (1 - q) t ltac:(lra) Ht).
    pose proof (zpow_below_one (1 - q) (t + 1) ltac:(lra) ltac:(lia)) as K.
    rewrite zpow_succ in * by lia. field. lra.
Qed.
Theorem ewa_unbiased {Om : Type} (E : (Om -> R) -> R) I M (q mu : R) (g v : Z -> Om -> R) :
  Espace E I M -> 0 < q <= 1 -> (forall w, v 0%Z w = 0) ->
  (forall t w, (0 <= t)%Z ->
     v (t + 1)%Z w = (1 - q / (1 - zpow (1 - q) (t + 1))) * v t w
                     + q / (1 - zpow (1 - q) (t + 1)) * g (t + 1)%Z w) ->
  (forall t, (1 <= t)%Z -> I (fun w => g t w) /\ E (fun w => g t w) = mu) ->
  forall t, (1 <= t)%Z -> I (fun w => v t w) /\ E (fun w => v t w) = mu.
Proof.
  intros S Hq v0 vS Hg. apply rule_induct.
  - replace (fun w => v 1%Z w) with (fun w => g 1%Z w); [apply Hg; lia|].
    extensionality w. change 1%Z with (0 + 1)%Z at 2. rewrite vS, v0, rule_field_pow_1 by lia.
    simpl. field. lra.
  - intros t Ht [Iv Ev]. destruct (Hg (t + 1)%Z ltac:(lia)) as [Ig Eg].
    set (c := q / (1 - zpow (1 - q) (t + 1))).
    replace (fun w => v (t + 1)%Z w) with (fun w => (1 - c) * v t w + c * g (t + 1)%Z w)
      by (extensionality w; symmetry; apply vS; lia).
    pose proof (I_scale E I M S (1 - c) _ Iv) as A. pose proof (I_scale E I M S c _ Ig) as B.
    split; [exact (I_add E I M S _ _ A B)|]. rewrite (E_add E I M S _ _ A B).
    rewrite (E_scale E I M S (1 - c) _ Iv), (E_scale E I M S c _ Ig), Ev, Eg. ring.
Qed.
(* The other recursion, corrected at the end, has the same expectation. *)
Theorem ewa_corrected_unbiased {Om : Type} (E : (Om -> R) -> R) I M (q mu : R) (g vh : Z -> Om -> R) :
  Espace E I M -> 0 < q <= 1 -> (forall w, vh 0%Z w = 0) ->
  (forall t w, (0 <= t)%Z -> vh (t + 1)%Z w = (1 - q) * vh t w + q * g (t + 1)%Z w) ->
  (forall t, (1 <= t)%Z -> I (fun w => g t w) /\ E (fun w => g t w) = mu) ->
  forall t, (1 <= t)%Z -> E (fun w => vh t w / (1 - zpow (1 - q) t)) = mu.
Proof.
  intros S Hq v0 vS Hg t Ht.
  assert (H : forall t, (0 <= t)%Z ->
    I (fun w => vh t w) /\ E (fun w => vh t w) = (1 - zpow (1 - q) t) * mu).
  { clear t Ht. apply rule_induct.
    - replace (fun w => vh 0%Z w) with (fun _ : Om => 0) by (extensionality w; rewrite v0; ring).
      split; [apply (I_const E I M S)|]. rewrite (E_const E I M S), rule_field_pow_0. ring.
    - intros t Ht [Iv Ev]. destruct (Hg (t + 1)%Z ltac:(lia)) as [Ig Eg].
      replace (fun w => vh (t + 1)%Z w) with (fun w => (1 - q) * vh t w + q * g (t + 1)%Z w)
        by (extensionality w; symmetry; apply vS; lia).
      pose proof (I_scale E I M S (1 - q) _ Iv) as A. pose proof (I_scale E I M S q _ Ig) as B.
      split; [exact (I_add E I M S _ _ A B)|]. rewrite (E_add E I M S _ _ A B).
      rewrite (E_scale E I M S (1 - q) _ Iv), (E_scale E I M S q _ Ig), Ev, Eg.
      rewrite zpow_succ by lia. ring. }
  destruct (H t ltac:(lia)) as [I1 E1]. pose proof (zpow_below_one (1 - q) t ltac:(lra) Ht).
  rewrite (E_cong E _ (fun w => / (1 - zpow (1 - q) t) * vh t w)) by (intros; unfold Rdiv; ring).
  rewrite (E_scale E I M S _ _ I1), E1. field. lra.
Qed.

(* 3. A gradient step is the one minimiser of the linear model plus a quadratic penalty. *)
Definition penalised (n : Z) (f eps : R) (g d : Z -> R) : R :=
  f + zsum 1 n (fun i => g i * d i) + zsum 1 n (fun i => zpow (d i) 2) / (2 * eps).
Lemma penalised_gap n f eps g d : 0 < eps ->
  penalised n f eps g d - penalised n f eps g (fun i => - eps * g i)
  = / (2 * eps) * zsum 1 n (fun i => zpow (d i + eps * g i) 2).
Proof.
  intros He. unfold penalised, Rdiv. rewrite <- sum_scale, <- !sum_scale_r.
  match goal with |- (_ + ?a + ?b) - (_ + ?c + ?e) = _ => transitivity ((a + b) - (c + e)); [ring|] end.
  rewrite <- !sum_add, <- sum_sub. apply sum_cong; intros. rewrite !zpow_2. field. lra.
Qed.
Theorem gradient_step (n : Z) (f eps : R) (g : Z -> R) : 0 < eps ->
  minimises (penalised n f eps g) (fun _ => True) (fun i => - eps * g i) /\
  forall d, minimises (penalised n f eps g) (fun _ => True) d ->
  forall i, (1 <= i <= n)%Z -> d i = - eps * g i.
Proof.
  intros He. assert (Hi : 0 < / (2 * eps)) by (apply Rinv_0_lt_compat; lra).
  assert (N : forall d k, (1 <= k <= n)%Z -> 0 <= zpow (d k + eps * g k) 2)
    by (intros; rewrite zpow_2; apply Rle_0_sqr).
  split; [split; [exact Logic.I|] |].
  - intros d _. pose proof (penalised_gap n f eps g d He).
    pose proof (sum_nonneg 1 n _ (N d)). nra.
  - intros d [_ Hd] i Hr. specialize (Hd (fun i => - eps * g i) Logic.I).
    pose proof (penalised_gap n f eps g d He). pose proof (sum_nonneg 1 n _ (N d)).
    assert (Z0 : zsum 1 n (fun i => zpow (d i + eps * g i) 2) = 0) by nra.
    pose proof (sum_nonneg_zero 1 n _ (N d) Z0 i Hr) as Q. cbv beta in Q. rewrite zpow_2 in Q. nra.
Qed.

(* 4. Receptive field of L layers with kernel sizes K and strides T. *)
Theorem receptive_field (L : Z) (T K W : Z -> R) : (0 <= L)%Z -> W L = 1 ->
  (forall l, (0 <= l < L)%Z -> W l = T (l + 1)%Z * (W (l + 1)%Z - 1) + K (l + 1)%Z) ->
  W 0%Z = zsum 1 L (fun j => (K j - 1) * zprod 1 (j - 1) T) + 1.
Proof.
  intros HL WL WS.
  assert (H : forall l, (0 <= l)%Z -> (l <= L)%Z ->
    W 0%Z = zprod 1 l T * (W l - 1) + zsum 1 l (fun j => (K j - 1) * zprod 1 (j - 1) T) + 1).
  { refine (rule_induct _ 0 _ _).
    - rewrite prod_empty, sum_empty by lia. intros; ring.
    - intros l Hl IH Hr. rewrite IH, (WS l), sum_succ, prod_succ by lia.
      replace (l + 1 - 1)%Z with l by ring. ring. }
  rewrite (H L) by lia. rewrite WL. ring.
Qed.
(* The same with integer widths, as the layers have them. *)
Corollary receptive_field_Z (L : Z) (T K W : Z -> Z) : (0 <= L)%Z -> W L = 1%Z ->
  (forall l, (0 <= l < L)%Z -> W l = (T (l + 1) * (W (l + 1) - 1) + K (l + 1))%Z) ->
  IZR (W 0%Z) = zsum 1 L (fun j => (IZR (K j) - 1) * zprod 1 (j - 1) (fun k => IZR (T k))) + 1.
Proof.
  intros HL WL WS.
  apply (receptive_field L (fun k => IZR (T k)) (fun k => IZR (K k)) (fun k => IZR (W k)) HL).
  - rewrite WL. reflexivity.
  - intros l Hl. rewrite (WS l Hl), plus_IZR, mult_IZR, minus_IZR. reflexivity.
Qed.

(* 5. Variance of one output of a linear layer after relu.  `others i` is everything w_i
   has to be independent of: all w_j with j <> i and all z_j, indices in range only.  The
   z_j may depend on each other in any way. *)
Definition others {Om : Type} (d : Z) (w z : Z -> Om -> R) (i : Z) (o : Om) : Z -> Z -> R :=
  fun k j => ite (k = 0%Z) (ite (1 <= j <= d /\ j <> i)%Z (w j o) 0)
                           (ite (1 <= j <= d)%Z (z j o) 0).
Definition layer_output {Om : Type} (d : Z) (w z : Z -> Om -> R) (o : Om) : R :=
  zsum 1 d (fun i => w i o * relu (z i o)).
Theorem variance {Om : Type} (E : (Om -> R) -> R) I M (d : Z) (sigma : R) (w z : Z -> Om -> R) :
  Espace E I M -> (0 <= d)%Z ->
  (forall i, (1 <= i <= d)%Z -> I (fun o => w i o) /\ I (fun o => zpow (w i o) 2) /\
     E (fun o => w i o) = 0 /\ Var E (fun o => w i o) = zpow sigma 2) ->
  (forall i, (1 <= i <= d)%Z -> M (fun o => z i o) /\ I (fun o => zpow (z i o) 2) /\
     SameLaw E I (fun o => z i o) (fun o => - z i o) /\ E (fun o => zpow (z i o) 2) = 1) ->
  (forall i, (1 <= i <= d)%Z -> Indep E I (fun o => w i o) (others d w z i)) ->
  I (layer_output d w z) /\ I (fun o => zpow (layer_output d w z o) 2) /\
  E (layer_output d w z) = 0 /\ Var E (layer_output d w z) = IZR d * zpow sigma 2 / 2.
Proof.
  intros S Hd Hw Hz Hi. set (s2 := zpow sigma 2) in *.
  assert (W2 : forall i, (1 <= i <= d)%Z -> E (fun o => zpow (w i o) 2) = s2).
  { intros i Hr. destruct (Hw i Hr) as (_ & _ & E0 & V). unfold Var in V. rewrite E0 in V.
    rewrite <- V. apply E_cong. intros o. f_equal. ring. }
  (* what the members of `others` are *)
  assert (OW : forall i j o, (1 <= j <= d)%Z -> j <> i -> others d w z i o 0%Z j = w j o).
  { intros. unfold others. rewrite !row_ite_true by auto. reflexivity. }
  assert (OZ : forall i j o, (1 <= j <= d)%Z -> others d w z i o 1%Z j = z j o).
  { intros. unfold others. rewrite row_ite_false, row_ite_true by (auto; lia). reflexivity. }
  (* relu(z_i) relu(z_j) is dominated by z_i^2 + z_j^2, relu(z_i) by 1 + z_i^2 *)
  assert (MR : forall i, (1 <= i <= d)%Z -> M (fun o => relu (z i o)))
    by (intros i Hr; apply (M_relu E I M S); apply (Hz i Hr)).
  assert (IRR : forall i j, (1 <= i <= d)%Z -> (1 <= j <= d)%Z -> I (fun o => relu (z i o) * relu (z j o))).
  { intros i j Hr Hs. apply (I_dom E I M S _ (fun o => zpow (z i o) 2 + zpow (z j o) 2)).
    - apply (M_mul E I M S); apply MR; assumption.
    - intros o. rewrite !zpow_2.
      destruct (relu_cases (z i o)) as [(?&->&_)|(?&->&_)],
               (relu_cases (z j o)) as [(?&->&_)|(?&->&_)]; rewrite rabs_pos; nra.
    - apply (I_add E I M S); apply Hz; assumption. }
  assert (IR : forall i, (1 <= i <= d)%Z -> I (fun o => relu (z i o))).
  { intros i Hr. apply (I_dom E I M S _ (fun o => 1 + zpow (z i o) 2)).
    - apply MR; assumption.
    - intros o. rewrite zpow_2.
      destruct (relu_cases (z i o)) as [(?&->&_)|(?&->&_)]; rewrite rabs_pos; nra.
    - apply (I_add E I M S); [apply (I_const E I M S) | apply Hz; assumption]. }
  (* first moments *)
  assert (P1 : forall i, (1 <= i <= d)%Z ->
    I (fun o => w i o * relu (z i o)) /\ E (fun o => w i o * relu (z i o)) = 0).
  { intros i Hr. destruct (Hw i Hr) as (Iw & _ & Ew & _).
    destruct (indep_product E I M S _ _ (fun x => x) (fun r => relu (r 1%Z i)) (Hi i Hr) Iw) as [A B].
    - apply (I_cong I _ _ (fun o => f_equal relu (eq_sym (OZ i i o Hr)))). apply IR; assumption.
    - rewrite Ew, Rmult_0_l in B. split.
      + revert A. apply I_cong. intros o. rewrite (OZ i i o Hr). reflexivity.
      + rewrite <- B. apply E_cong. intros o. rewrite (OZ i i o Hr). reflexivity. }
  (* second moments: the diagonal *)
  assert (PD : forall i, (1 <= i <= d)%Z ->
    I (fun o => (w i o * relu (z i o)) * (w i o * relu (z i o))) /\
    E (fun o => (w i o * relu (z i o)) * (w i o * relu (z i o))) = s2 / 2).
  { intros i Hr. destruct (Hw i Hr) as (_ & Iw & _ & _). destruct (Hz i Hr) as (Mz & Iz & Sz & Ez).
    destruct (relu_sq_halving E I M S _ Mz Sz Iz) as [IQ EQ].
    destruct (indep_product E I M S _ _ (fun x => zpow x 2) (fun r => zpow (relu (r 1%Z i)) 2) (Hi i Hr) Iw)
      as [A B].
    - revert IQ. apply I_cong. intros o. rewrite (OZ i i o Hr). reflexivity.
    - rewrite (W2 i Hr) in B.
      rewrite (E_cong E (fun o => zpow (relu (others d w z i o 1%Z i)) 2) (fun o => zpow (relu (z i o)) 2)) in B
        by (intros o; rewrite (OZ i i o Hr); reflexivity).
      rewrite EQ, Ez in B. split.
      + revert A. apply I_cong. intros o. rewrite (OZ i i o Hr), !zpow_2. ring.
      + replace (s2 / 2) with (s2 * (1 / 2)) by field. rewrite <- B.
        apply E_cong. intros o. rewrite (OZ i i o Hr), !zpow_2. ring. }
  (* off the diagonal: w_i is independent of w_j relu(z_i) relu(z_j) *)
  assert (PO : forall i j, (1 <= i <= d)%Z -> (1 <= j <= d)%Z -> i <> j ->
    I (fun o => (w i o * relu (z i o)) * (w j o * relu (z j o))) /\
    E (fun o => (w i o * relu (z i o)) * (w j o * relu (z j o))) = 0).
  { intros i j Hr Hs Hn. destruct (Hw i Hr) as (Iw & _ & Ew & _). destruct (Hw j Hs) as (Jw & _ & _ & _).
    assert (IJ : I (fun o => w j o * (relu (z i o) * relu (z j o)))).
    { destruct (indep_product E I M S _ _ (fun x => x) (fun r => relu (r 1%Z i) * relu (r 1%Z j)) (Hi j Hs) Jw)
        as [A _].
      - generalize (IRR i j Hr Hs). apply I_cong. intros o. rewrite (OZ j i o Hr), (OZ j j o Hs). reflexivity.
      - revert A. apply I_cong. intros o. rewrite (OZ j i o Hr), (OZ j j o Hs). reflexivity. }
    destruct (indep_product E I M S _ _ (fun x => x)
                (fun r => r 0%Z j * (relu (r 1%Z i) * relu (r 1%Z j))) (Hi i Hr) Iw) as [A B].
    - revert IJ. apply I_cong. intros o. rewrite (OW i j o Hs), (OZ i i o Hr), (OZ i j o Hs) by auto. reflexivity.
    - rewrite Ew, Rmult_0_l in B. split.
      + revert A. apply I_cong. intros o. rewrite (OW i j o Hs), (OZ i i o Hr), (OZ i j o Hs) by auto. ring.
      + rewrite <- B. apply E_cong. intros o. rewrite (OW i j o Hs), (OZ i i o Hr), (OZ i j o Hs) by auto. ring. }
  assert (P2 : forall i j, (1 <= i <= d)%Z -> (1 <= j <= d)%Z ->
    I (fun o => (w i o * relu (z i o)) * (w j o * relu (z j o))) /\
    E (fun o => (w i o * relu (z i o)) * (w j o * relu (z j o))) = ite (j = i) (s2 / 2) 0).
  { intros i j Hr Hs. destruct (Z.eq_dec j i) as [->|N].
    - rewrite row_ite_true by reflexivity. apply PD; assumption.
    - rewrite row_ite_false by exact N. apply PO; auto. }
  assert (SQ : (fun o => zpow (layer_output d w z o) 2) =
    (fun o => zsum 1 d (fun i => zsum 1 d (fun j => (w i o * relu (z i o)) * (w j o * relu (z j o)))))).
  { extensionality o. unfold layer_output. apply sum_square. }
  assert (EY : E (layer_output d w z) = 0).
  { unfold layer_output.
    rewrite (E_sum E I M S 1 d (fun i o => w i o * relu (z i o))) by (intros; apply P1; assumption).
    rewrite (sum_cong 1 d _ (fun _ => 0)) by (intros; apply P1; assumption). apply sum_zero. }
  assert (IY2 : I (fun o => zpow (layer_output d w z o) 2)).
  { rewrite SQ. apply (I_sum E I M S). intros i Hr. apply (I_sum E I M S). intros j Hs. apply P2; assumption. }
  split; [|split; [exact IY2|split; [exact EY|]]].
  - apply (I_sum E I M S). intros; apply P1; assumption.
  - unfold Var. rewrite EY.
    rewrite (E_cong E _ (fun o => zpow (layer_output d w z o) 2)) by (intros; f_equal; ring).
    rewrite SQ, (E_sum E I M S 1 d
                   (fun i o => zsum 1 d (fun j => (w i o * relu (z i o)) * (w j o * relu (z j o)))))
      by (intros i Hr; apply (I_sum E I M S); intros j Hs; apply P2; assumption).
    rewrite (sum_cong 1 d _ (fun _ => s2 / 2)).
    + rewrite sum_const by lia. replace (d - 1 + 1)%Z with d by ring. field.
    + intros i Hr. rewrite (E_sum E I M S 1 d (fun j o => (w i o * relu (z i o)) * (w j o * relu (z j o))))
        by (intros j Hs; apply P2; assumption).
      rewrite (sum_cong 1 d _ (fun j => ite (j = i) (s2 / 2) 0)) by (intros j Hs; apply P2; assumption).
      apply sum_pick. exact Hr.
Qed.

(* The hypotheses of `variance` can be met: two fair signs w_1, w_2 and one fair sign z
   shared by both coordinates, on eight equally likely points. *)
Definition sgn (b : bool) : R := if b then 1 else -1.
Definition unif8 (X : Z -> R) : R := zsum 1 8 (fun i => / 8 * X i).
Definition sign_w (i o : Z) : R := sgn (Z.testbit (o - 1) (i - 1)).
Definition sign_z (i o : Z) : R := sgn (Z.testbit (o - 1) 2).
Lemma unif8_eq X : unif8 X =
  / 8 * (X 1%Z + X 2%Z + X 3%Z + X 4%Z + X 5%Z + X 6%Z + X 7%Z + X 8%Z).
Proof. unfold unif8, zsum, zrec. simpl. ring. Qed.
Lemma others_cong {Om : Type} d (w z : Z -> Om -> R) i o o' :
  (forall j, (1 <= j <= d)%Z -> j <> i -> w j o = w j o') ->
  (forall j, (1 <= j <= d)%Z -> z j o = z j o') -> others d w z i o = others d w z i o'.
Proof.
  intros Hw Hz. extensionality k; extensionality j. unfold others, ite.
  destruct (em (k = 0%Z)); [destruct (em ((1 <= j <= d)%Z /\ j <> i)) as [[]|] |
                            destruct (em (1 <= j <= d)%Z)]; auto.
Qed.
(* A sum over eight points forgets the one bit that the rest does not see. *)
Lemma unif8_indep {B : Type} (X : Z -> R) (Y : Z -> B) (g : R -> B -> R) :
  X = sign_w 1 /\ Y 1%Z = Y 2%Z /\ Y 3%Z = Y 4%Z /\ Y 5%Z = Y 6%Z /\ Y 7%Z = Y 8%Z \/
  X = sign_w 2 /\ Y 1%Z = Y 3%Z /\ Y 2%Z = Y 4%Z /\ Y 5%Z = Y 7%Z /\ Y 6%Z = Y 8%Z ->
  unif8 (fun o => g (X o) (Y o)) = unif8 (fun u => unif8 (fun o => g (X o) (Y u))).
Proof.
  intros [(->&Y1&Y2&Y3&Y4)|(->&Y1&Y2&Y3&Y4)]; rewrite !unif8_eq, Y1, Y2, Y3, Y4;
    unfold sign_w, sgn; simpl; field.
Qed.
Theorem variance_model :
  let I := fun _ : Z -> R => True in
  Espace unif8 I I /\
  (forall i, (1 <= i <= 2)%Z -> I (fun o => sign_w i o) /\ I (fun o => zpow (sign_w i o) 2) /\
     unif8 (fun o => sign_w i o) = 0 /\ Var unif8 (fun o => sign_w i o) = zpow 1 2) /\
  (forall i, (1 <= i <= 2)%Z -> I (fun o => sign_z i o) /\ I (fun o => zpow (sign_z i o) 2) /\
     SameLaw unif8 I (fun o => sign_z i o) (fun o => - sign_z i o) /\
     unif8 (fun o => zpow (sign_z i o) 2) = 1) /\
  (forall i, (1 <= i <= 2)%Z -> Indep unif8 I (fun o => sign_w i o) (others 2 sign_w sign_z i)).
Proof.
  intros I. assert (Two : forall i, (1 <= i <= 2)%Z -> i = 1%Z \/ i = 2%Z) by (intros; lia).
  split; [|split; [|split]].
  - apply (Espace_finite 8 (fun _ => / 8)); [intros; lra|].
    rewrite sum_const by lia. simpl. field.
  - intros i Hi. unfold Var. split; [exact Logic.I|split; [exact Logic.I|]].
    destruct (Two i Hi) as [-> | ->]; rewrite !unif8_eq, !zpow_2; unfold sign_w, sgn; simpl; lra.
  - intros i Hi. split; [exact Logic.I|split; [exact Logic.I|split]].
    + intros f _. split; [exact Logic.I|]. rewrite !unif8_eq. unfold sign_z, sgn; simpl.
      replace (- -1) with 1 by ring. replace (- (1)) with (-1) by ring. ring.
    + rewrite unif8_eq, !zpow_2. unfold sign_z, sgn; simpl. lra.
  - intros i Hi. split; [|intros; exact Logic.I]. intros g _ _. split; [exact Logic.I|].
    apply unif8_indep. destruct (Two i Hi) as [-> | ->]; [left | right];
      (split; [reflexivity|]); repeat split; apply others_cong; intros j Hj; try reflexivity;
      intros Hn; first [ replace j with 2%Z by lia; reflexivity
                       | replace j with 1%Z by lia; reflexivity ].
Qed.

(* 6. Batch normalisation does not see the bias or a positive scale of the layer before. *)
Definition mean (m : Z) (a : Z -> R) : R := zsum 1 m a / IZR m.
Definition var (m : Z) (a : Z -> R) : R := zsum 1 m (fun i => zpow (a i - mean m a) 2) / IZR m.
Definition batch_norm (m : Z) (gamma beta : R) (a : Z -> R) (i : Z) : R :=
  gamma * ((a i - mean m a) / sqrt (var m a)) + beta.
Theorem batch_norm_affine (m : Z) (gamma beta : R) (a : Z -> R) (c b : R) (i : Z) :
  (1 <= m)%Z -> 0 < c -> 0 < var m a ->
  batch_norm m gamma beta (fun j => c * a j + b) i = batch_norm m gamma beta a i.
Proof.
  intros Hm Hc Hv. assert (Hm0 : IZR m <> 0) by (apply IZR_neq; lia).
  assert (Mu : mean m (fun j => c * a j + b) = c * mean m a + b).
  { unfold mean. rewrite sum_add, sum_scale, sum_const by lia.
    replace (m - 1 + 1)%Z with m by ring. field. exact Hm0. }
  assert (V : var m (fun j => c * a j + b) = (c * c) * var m a).
  { unfold var at 1. rewrite Mu. unfold var, Rdiv. rewrite <- Rmult_assoc. f_equal.
    rewrite <- sum_scale. apply sum_cong; intros. rewrite !zpow_2. ring. }
  assert (Q : sqrt (c * c * var m a) = c * sqrt (var m a)).
  { rewrite sqrt_mult, sqrt_square by nra. reflexivity. }
  unfold batch_norm. rewrite V, Mu, Q.
  assert (0 < sqrt (var m a)) by (apply sqrt_lt_R0; exact Hv). field. lra.
Qed.
Theorem batch_norm_layer (m n : Z) (gamma beta : R) (W : Z -> R) (x : Z -> Z -> R) (c b b' : R) (i : Z) :
  (1 <= m)%Z -> 0 < c -> 0 < var m (fun j => zsum 1 n (fun k => W k * x j k) + b) ->
  batch_norm m gamma beta (fun j => zsum 1 n (fun k => c * W k * x j k) + b') i
  = batch_norm m gamma beta (fun j => zsum 1 n (fun k => W k * x j k) + b) i.
Proof.
  intros Hm Hc Hv. rewrite <- (batch_norm_affine m gamma beta (fun j => zsum 1 n (fun k => W k * x j k) + b)
    c (b' - c * b)) by assumption.
  f_equal. extensionality j. rewrite <- (sum_cong 1 n (fun k => c * (W k * x j k))) by (intros; ring).
  rewrite sum_scale. ring.
Qed.

(* ------------------------------------------------------------------ assumptions *)

Definition theory_claims :=
  ((sum_empty, sum_succ, sum_last, sum_first, sum_shift, sum_split, sum_add, sum_sub,
    sum_scale, sum_zero, sum_const, sum_count, sum_cong, sum_nonneg, sum_le,
    sum_nonneg_zero, sum_swap, sum_pick),
   (prod_empty, prod_succ, prod_last, prod_first, prod_shift, prod_mul, prod_cong),
   (@E_point, @E_const, @E_sub, @E_sum, @E_mono, @I_sub, @I_sum, @relu_sq_halving,
    @indep_product, Espace_finite, relu_sq_needs_measurable),
   (ewa_coincide, @ewa_unbiased, @ewa_corrected_unbiased, gradient_step, receptive_field,
    receptive_field_Z, @variance, variance_model, batch_norm_affine, batch_norm_layer)).
Print Assumptions theory_claims.
