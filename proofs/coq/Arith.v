(* Arith.v: the arithmetic steps of certificates, checked by computation.

   A step is data: side conditions (what is not 0), premises, a goal, and a witness that
   writes the goal as a sum of products.  `check` reads all of it as polynomials over Q in
   the atoms, with the known nonzero polynomials as the only denominators; `arith` says that
   what it accepts is true for every value of the atoms. *)
Require Import Kernel.
From Coq Require Import EnvRing Env QArith Qreals Qreduction Bool.
Local Open Scope R_scope.

(* ------------------------------------------------------------------ polynomials over Q *)

Definition qadd (x y : Q) : Q := Qred (x + y).
Definition qmul (x y : Q) : Q := Qred (x * y).
Definition qopp (x : Q) : Q := Qopp x.
Definition qsub (x y : Q) : Q := qadd x (qopp y).

Lemma Q2R_red x : Q2R (Qred x) = Q2R x.
Proof. apply Qeq_eqR. apply Qred_correct. Qed.
Lemma qmorph : ring_morph 0 1 Rplus Rmult Rminus Ropp eq 0%Q 1%Q qadd qmul qsub qopp Qeq_bool Q2R.
Proof.
  constructor; intros; unfold qsub, qadd, qmul, qopp; rewrite ?Q2R_red;
    rewrite ?Q2R_plus, ?Q2R_opp, ?Q2R_mult; try reflexivity.
  - apply RMicromega.Q2R_0.
  - apply RMicromega.Q2R_1.
  - apply Qeq_eqR. apply Qeq_bool_eq. assumption.
Qed.
Lemma rext : ring_eq_ext Rplus Rmult Ropp eq.
Proof. constructor; unfold Morphisms.Proper, Morphisms.respectful; intros; subst; reflexivity. Qed.
Definition rart := Rth_ARth (Eqsth R) rext RTheory.

Notation pol := (Pol Q).
Definition padd : pol -> pol -> pol := Padd 0%Q qadd Qeq_bool.
Definition pmul : pol -> pol -> pol := Pmul 0%Q 1%Q qadd qmul Qeq_bool.
Definition psub : pol -> pol -> pol := Psub 0%Q qadd qsub qopp Qeq_bool.
Definition peq : pol -> pol -> bool := Peq Qeq_bool.
Definition pvar (n : positive) : pol := mk_X 0%Q 1%Q n.
Definition pcst (q : Q) : pol := Pc q.
Definition pval (l : Env R) (p : pol) : R := Pphi Rplus Rmult Q2R l p.

Lemma padd_ok l p q : pval l (padd p q) = pval l p + pval l q.
Proof. exact (Padd_ok (Eqsth R) rext rart qmorph q p l). Qed.
Lemma pmul_ok l p q : pval l (pmul p q) = pval l p * pval l q.
Proof. exact (Pmul_ok (Eqsth R) rext rart qmorph p q l). Qed.
Lemma psub_ok l p q : pval l (psub p q) = pval l p - pval l q.
Proof. exact (Psub_ok (Eqsth R) rext rart qmorph q p l). Qed.
Lemma peq_ok l p q : peq p q = true -> pval l p = pval l q.
Proof. intros H. exact (Peq_ok (Eqsth R) rext qmorph p q H l). Qed.
Lemma pvar_ok l n : pval l (pvar n) = l n.
Proof. symmetry. exact (mkX_ok (Eqsth R) rext rart qmorph n l). Qed.
Lemma pcst_ok l q : pval l (pcst q) = Q2R q.
Proof. reflexivity. Qed.

Fixpoint ppow (p : pol) (n : nat) : pol :=
  match n with O => pcst 1 | S O => p | S n => pmul (ppow p n) p end.
Lemma ppow_ok l p n : pval l (ppow p n) = pval l p ^ n.
Proof.
  assert (H : forall n, pval l (ppow p (S n)) = pval l p ^ (S n)).
  { intros m. induction m as [|m IH]; [simpl; ring|]. simpl ppow in *. rewrite pmul_ok, IH.
    simpl. ring. }
  destruct n; [simpl; unfold Q2R; simpl; lra | apply H].
Qed.

(* ------------------------------------------------------------------ expressions *)

Inductive zx : Type :=
  | Zv (n : positive) | Zc (z : Z) | Za (a b : zx) | Zs (a b : zx) | Zm (a b : zx) | Zn (a : zx).
(* A quotient says which known nonzero polynomials its divisor is made of. *)
Inductive rx : Type :=
  | Rv (n : positive) | Rc (z : Z) | Rk (q : Q) | Ra (a b : rx) | Rs (a b : rx) | Rm (a b : rx)
  | Rn (a : rx) | Rd (a b : rx) (c : Q) (ks : list nat) | Rp (a : rx) (n : N) | Rz (a : zx).

Definition atom : Type := (Z + R)%type.
Definition aZ (a : atom) : Z := match a with inl z => z | inr _ => 0%Z end.
Definition aR (a : atom) : R := match a with inl z => IZR z | inr x => x end.
Fixpoint pick (l : list atom) (n : positive) : atom :=
  match l with
  | nil => inr 0
  | a :: l => match n with xH => a | _ => pick l (Pos.pred n) end
  end.

Fixpoint zden (l : list atom) (e : zx) : Z :=
  match e with
  | Zv n => aZ (pick l n) | Zc z => z
  | Za a b => zden l a + zden l b | Zs a b => zden l a - zden l b
  | Zm a b => zden l a * zden l b | Zn a => - zden l a
  end%Z.
Fixpoint rden (l : list atom) (e : rx) : R :=
  match e with
  | Rv n => aR (pick l n) | Rc z => IZR z | Rk q => Q2R q
  | Ra a b => rden l a + rden l b | Rs a b => rden l a - rden l b
  | Rm a b => rden l a * rden l b | Rn a => - rden l a
  | Rd a b _ _ => rden l a / rden l b
  | Rp a n => zpow (rden l a) (Z.of_N n)
  | Rz a => IZR (zden l a)
  end.
Definition env (l : list atom) : Env R := fun n => aR (pick l n).

(* A variable of an integer expression has to stand for an integer. *)
Definition isZ (s : list bool) (n : positive) : bool := List.nth (pred (Pos.to_nat n)) s false.
Fixpoint sorts (l : list atom) : list bool :=
  match l with nil => nil | inl _ :: l => true :: sorts l | inr _ :: l => false :: sorts l end.
Lemma isZ_ok l n : isZ (sorts l) n = true -> IZR (aZ (pick l n)) = aR (pick l n).
Proof.
  revert n. induction l as [|a l IH]; intros n.
  - unfold isZ. simpl. destruct (pred (Pos.to_nat n)); discriminate.
  - destruct (Pos.eq_dec n 1) as [->|N].
    + destruct a; [reflexivity|discriminate].
    + intros H. assert (P : pick (a :: l) n = pick l (Pos.pred n)) by (destruct n; [reflexivity..|lia]).
      rewrite P. apply IH. unfold isZ in *. rewrite Pos2Nat.inj_pred by lia.
      destruct (pred (Pos.to_nat n)) as [|m] eqn:E; [lia|]. simpl. destruct a; exact H.
Qed.

(* ------------------------------------------------------------------ integers as polynomials *)

Fixpoint znorm (s : list bool) (e : zx) : option pol :=
  let two f a b := match znorm s a, znorm s b with Some p, Some q => Some (f p q) | _, _ => None end in
  match e with
  | Zv n => if isZ s n then Some (pvar n) else None
  | Zc z => Some (pcst (inject_Z z))
  | Za a b => two padd a b | Zs a b => two psub a b | Zm a b => two pmul a b
  | Zn a => match znorm s a with Some p => Some (psub (pcst 0) p) | None => None end
  end.
Lemma Q2R_Z z : Q2R (inject_Z z) = IZR z.
Proof. unfold Q2R; simpl. lra. Qed.
Lemma znorm_ok l e : forall p, znorm (sorts l) e = Some p -> pval (env l) p = IZR (zden l e).
Proof.
  induction e; simpl; intros p.
  - destruct (isZ (sorts l) n) eqn:E; [|discriminate]. intros [= <-]. rewrite pvar_ok. symmetry.
    apply isZ_ok. exact E.
  - intros [= <-]. apply Q2R_Z.
  - destruct (znorm _ e1); [|discriminate]. destruct (znorm _ e2); [|discriminate]. intros [= <-].
    rewrite padd_ok, (IHe1 _ eq_refl), (IHe2 _ eq_refl), plus_IZR. reflexivity.
  - destruct (znorm _ e1); [|discriminate]. destruct (znorm _ e2); [|discriminate]. intros [= <-].
    rewrite psub_ok, (IHe1 _ eq_refl), (IHe2 _ eq_refl), minus_IZR. reflexivity.
  - destruct (znorm _ e1); [|discriminate]. destruct (znorm _ e2); [|discriminate]. intros [= <-].
    rewrite pmul_ok, (IHe1 _ eq_refl), (IHe2 _ eq_refl), mult_IZR. reflexivity.
  - destruct (znorm _ e); [|discriminate]. intros [= <-].
    rewrite psub_ok, (IHe _ eq_refl), opp_IZR, pcst_ok, RMicromega.Q2R_0. ring.
Qed.

(* ------------------------------------------------------------------ fractions *)

(* Products of known nonzero polynomials are lists of exponents. *)
Fixpoint dprod (D : list pol) (ks : list nat) : pol :=
  match D, ks with
  | d :: D, k :: ks => match k with O => dprod D ks | _ => pmul (ppow d k) (dprod D ks) end
  | _, _ => pcst 1
  end.
Fixpoint dval (l : Env R) (D : list pol) (ks : list nat) : R :=
  match D, ks with d :: D, k :: ks => pval l d ^ k * dval l D ks | _, _ => 1 end.
Lemma dprod_ok l D : forall ks, pval l (dprod D ks) = dval l D ks.
Proof.
  induction D as [|d D IH]; intros [|k ks]; simpl dprod; simpl dval;
    rewrite ?pcst_ok, ?RMicromega.Q2R_1; try reflexivity.
  destruct k; [rewrite IH; simpl; ring|]. rewrite pmul_ok, ppow_ok, IH. reflexivity.
Qed.
Definition known (l : Env R) (D : list pol) : Prop := Forall (fun d => pval l d <> 0) D.
Lemma dval_nz l D : known l D -> forall ks, dval l D ks <> 0.
Proof.
  induction 1 as [|d D Hd HD IH]; intros [|k ks]; simpl; try lra.
  apply Rmult_integral_contrapositive_currified; [apply pow_nonzero; exact Hd | apply IH].
Qed.

Fixpoint kadd (a b : list nat) : list nat :=
  match a, b with x :: a, y :: b => (x + y)%nat :: kadd a b | nil, b => b | a, nil => a end.
Fixpoint kmax (a b : list nat) : list nat :=
  match a, b with x :: a, y :: b => Nat.max x y :: kmax a b | nil, b => b | a, nil => a end.
Fixpoint ksub (a b : list nat) : list nat :=
  match a, b with x :: a, y :: b => (x - y)%nat :: ksub a b | nil, _ => nil | a, nil => a end.
Fixpoint kscale (n : nat) (a : list nat) : list nat :=
  match a with nil => nil | x :: a => (n * x)%nat :: kscale n a end.
Lemma kadd_ok l D : forall a b, dval l D (kadd a b) = dval l D a * dval l D b.
Proof.
  induction D as [|d D IH]; intros [|x a] [|y b]; simpl; try ring. rewrite pow_add, IH. ring.
Qed.
Lemma kmax_l l D : forall a b, dval l D (kmax a b) = dval l D a * dval l D (ksub (kmax a b) a).
Proof.
  induction D as [|d D IH]; intros [|x a] [|y b]; simpl; try ring.
  - rewrite Nat.sub_diag. simpl. assert (H : dval l D a = dval l D a * dval l D (ksub a a)).
    { specialize (IH a nil). destruct a; exact IH. } rewrite H at 1. ring.
  - rewrite IH. replace (Nat.max x y) with (x + (Nat.max x y - x))%nat at 1 by lia.
    rewrite pow_add. ring.
Qed.
Lemma kmax_r l D : forall a b, dval l D (kmax a b) = dval l D b * dval l D (ksub (kmax a b) b).
Proof.
  induction D as [|d D IH]; intros [|x a] [|y b]; simpl; try ring.
  - rewrite Nat.sub_diag. simpl. assert (H : dval l D b = dval l D b * dval l D (ksub b b)).
    { specialize (IH nil b). destruct b; exact IH. } rewrite H at 1. ring.
  - rewrite IH. replace (Nat.max x y) with (y + (Nat.max x y - y))%nat at 1 by lia.
    rewrite pow_add. ring.
Qed.
Lemma kscale_ok l D n : forall a, dval l D (kscale n a) = dval l D a ^ n.
Proof.
  induction D as [|d D IH]; intros [|x a]; simpl; rewrite ?pow1; try reflexivity.
  rewrite IH, Rpow_mult_distr, Nat.mul_comm, pow_mult. reflexivity.
Qed.

Definition frac : Type := (pol * list nat)%type.
Definition fval (l : Env R) (D : list pol) (f : frac) : R := pval l (fst f) / dval l D (snd f).
Definition lift (D : list pol) (f : frac) (ks : list nat) : pol := pmul (fst f) (dprod D (ksub ks (snd f))).
Definition fcomb (D : list pol) (op : pol -> pol -> pol) (f g : frac) : frac :=
  match snd f, snd g with
  | nil, nil => (op (fst f) (fst g), nil)
  | _, _ => let ks := kmax (snd f) (snd g) in (op (lift D f ks) (lift D g ks), ks)
  end.
Lemma fcomb_ok l D (op : pol -> pol -> pol) (rop : R -> R -> R) (f g : frac) : known l D ->
  (forall p q, pval l (op p q) = rop (pval l p) (pval l q)) ->
  (forall x y d, d <> 0 -> rop x y / d = rop (x / d) (y / d)) ->
  fval l D (fcomb D op f g) = rop (fval l D f) (fval l D g).
Proof.
  intros K Hop Hd.
  assert (G : forall ks, dval l D ks = dval l D (snd f) * dval l D (ksub ks (snd f)) ->
                         dval l D ks = dval l D (snd g) * dval l D (ksub ks (snd g)) ->
    pval l (op (lift D f ks) (lift D g ks)) / dval l D ks = rop (fval l D f) (fval l D g)).
  { intros ks H1 H2. rewrite Hop, Hd by (apply dval_nz; exact K). unfold lift, fval.
    rewrite !pmul_ok, !dprod_ok. pose proof (dval_nz l D K (snd f)). pose proof (dval_nz l D K (snd g)).
    pose proof (dval_nz l D K (ksub ks (snd f))). pose proof (dval_nz l D K (ksub ks (snd g))).
    f_equal; [rewrite H1 | rewrite H2]; field; auto. }
  unfold fcomb. destruct f as [p [|a u]], g as [q [|b v]]; simpl fst in *; simpl snd in *;
    try (apply G; [apply kmax_l | apply kmax_r]).
  unfold fval; simpl. rewrite Hop. assert (T : forall D, dval l D nil = 1) by (intros []; reflexivity).
  rewrite T. apply Hd. lra.
Qed.
Definition fmul (f g : frac) : frac := (pmul (fst f) (fst g), kadd (snd f) (snd g)).
Lemma fmul_ok l D f g : known l D -> fval l D (fmul f g) = fval l D f * fval l D g.
Proof.
  intros K. unfold fval, fmul; simpl. rewrite pmul_ok, kadd_ok.
  pose proof (dval_nz l D K (snd f)). pose proof (dval_nz l D K (snd g)). field. auto.
Qed.
(* f / g, where the numerator of g is c times the product ks. *)
Definition fdiv (D : list pol) (f g : frac) (c : Q) (ks : list nat) : option frac :=
  if negb (Qeq_bool c 0) && peq (fst g) (pmul (pcst c) (dprod D ks)) then
    Some (pmul (pmul (pcst (Qinv c)) (dprod D (snd g))) (fst f), kadd (snd f) ks)
  else None.
Lemma fdiv_ok l D f g c ks h : known l D -> fdiv D f g c ks = Some h ->
  fval l D h = fval l D f / fval l D g.
Proof.
  intros K. unfold fdiv. destruct (Qeq_bool c 0) eqn:C; [discriminate|]. simpl.
  destruct (peq _ _) eqn:E; [|discriminate]. intros [= <-]. unfold fval; simpl.
  apply (peq_ok l) in E. rewrite pmul_ok, pcst_ok, dprod_ok in E. rewrite E.
  rewrite !pmul_ok, pcst_ok, dprod_ok, kadd_ok.
  assert (N : ~ c == 0%Q) by (apply Qeq_bool_neq; exact C).
  rewrite Q2R_inv by exact N.
  assert (Q2R c <> 0) by (intros Z; apply N; apply eqR_Qeq; rewrite Z, RMicromega.Q2R_0; reflexivity).
  pose proof (dval_nz l D K (snd f)). pose proof (dval_nz l D K (snd g)). pose proof (dval_nz l D K ks).
  field. auto.
Qed.

Section Norm.
Context (s : list bool) (D : list pol).
Fixpoint norm (e : rx) : option frac :=
  let two f a b := match norm a, norm b with Some p, Some q => Some (f p q) | _, _ => None end in
  match e with
  | Rv n => Some (pvar n, nil)
  | Rc z => Some (pcst (inject_Z z), nil)
  | Rk q => Some (pcst q, nil)
  | Ra a b => two (fcomb D padd) a b | Rs a b => two (fcomb D psub) a b | Rm a b => two fmul a b
  | Rn a => match norm a with Some (p, ks) => Some (psub (pcst 0) p, ks) | None => None end
  | Rd a b c ks => match norm a, norm b with Some f, Some g => fdiv D f g c ks | _, _ => None end
  | Rp a n => match norm a with
              | Some (p, ks) => Some (ppow p (N.to_nat n), kscale (N.to_nat n) ks)
              | None => None
              end
  | Rz a => match znorm s a with Some p => Some (p, nil) | None => None end
  end.
End Norm.
Lemma dval_nil l D : dval l D nil = 1.
Proof. destruct D; reflexivity. Qed.
Lemma norm_ok l D : known (env l) D ->
  forall e f, norm (sorts l) D e = Some f -> fval (env l) D f = rden l e.
Proof.
  intros K. induction e; simpl; intros f.
  - intros [= <-]. unfold fval; simpl. rewrite pvar_ok, dval_nil. unfold env. field.
  - intros [= <-]. unfold fval; simpl. rewrite dval_nil, <- Q2R_Z. simpl. unfold Q2R; simpl. field.
  - intros [= <-]. unfold fval; simpl. rewrite dval_nil. simpl. field.
  - destruct (norm _ _ e1); [|discriminate]. destruct (norm _ _ e2); [|discriminate]. intros [= <-].
    rewrite (fcomb_ok _ _ padd Rplus) by (first [exact K | intros; apply padd_ok | intros; field; assumption]).
    rewrite (IHe1 _ eq_refl), (IHe2 _ eq_refl). reflexivity.
  - destruct (norm _ _ e1); [|discriminate]. destruct (norm _ _ e2); [|discriminate]. intros [= <-].
    rewrite (fcomb_ok _ _ psub Rminus) by (first [exact K | intros; apply psub_ok | intros; field; assumption]).
    rewrite (IHe1 _ eq_refl), (IHe2 _ eq_refl). reflexivity.
  - destruct (norm _ _ e1); [|discriminate]. destruct (norm _ _ e2); [|discriminate]. intros [= <-].
    rewrite fmul_ok, (IHe1 _ eq_refl), (IHe2 _ eq_refl) by exact K. reflexivity.
  - destruct (norm _ _ e) as [[p ks]|]; [|discriminate]. intros [= <-]. rewrite <- (IHe _ eq_refl).
    unfold fval; simpl. rewrite psub_ok, pcst_ok, RMicromega.Q2R_0. field. apply dval_nz; exact K.
  - destruct (norm _ _ e1); [|discriminate]. destruct (norm _ _ e2); [|discriminate]. intros H.
    rewrite (fdiv_ok _ _ _ _ _ _ _ K H), (IHe1 _ eq_refl), (IHe2 _ eq_refl). reflexivity.
  - destruct (norm _ _ e) as [[p ks]|]; [|discriminate]. intros [= <-].
    rewrite zpow_nat by lia. rewrite <- (IHe _ eq_refl). unfold fval; simpl.
    rewrite ppow_ok, kscale_ok. replace (Z.to_nat (Z.of_N n)) with (N.to_nat n) by lia.
    unfold Rdiv. rewrite Rpow_mult_distr, pow_inv. reflexivity.
  - destruct (znorm _ a) eqn:E; [|discriminate]. intros [= <-]. unfold fval; simpl.
    rewrite dval_nil, (znorm_ok l _ _ E). field.
Qed.

(* ------------------------------------------------------------------ statements *)

Inductive rel : Type := Eq | Le | Lt.
Inductive stmt : Type := SR (r : rel) (a b : rx) | SZ (r : rel) (a b : zx) | SF.
Definition sden (l : list atom) (t : stmt) : Prop :=
  match t with
  | SR Eq a b => rden l a = rden l b
  | SR Le a b => rden l a <= rden l b
  | SR Lt a b => rden l a < rden l b
  | SZ Eq a b => zden l a = zden l b
  | SZ Le a b => (zden l a <= zden l b)%Z
  | SZ Lt a b => (zden l a < zden l b)%Z
  | SF => False
  end.
(* The value that is compared with 0, and how. *)
Definition diff (t : stmt) : rx :=
  match t with
  | SR _ a b => Rs b a
  | SZ Lt a b => Rz (Zs (Zs b a) (Zc 1))
  | SZ _ a b => Rz (Zs b a)
  | SF => Rc 0
  end.
Definition how (t : stmt) : rel := match t with SR r _ _ => r | SZ Eq _ _ => Eq | SZ _ _ _ => Le | SF => Lt end.
Definition signed (r : rel) (x : R) : Prop := match r with Eq => x = 0 | Le => 0 <= x | Lt => 0 < x end.
Lemma diff_ok l t : sden l t -> signed (how t) (rden l (diff t)).
Proof.
  destruct t as [[] a b|[] a b|]; simpl; rewrite ?minus_IZR; intros H; try lra; try contradiction.
  - rewrite H. ring.
  - apply IZR_le in H. lra.
  - assert (H' : (zden l a + 1 <= zden l b)%Z) by lia. apply IZR_le in H'. rewrite plus_IZR in H'. lra.
Qed.

(* ------------------------------------------------------------------ what is not 0 *)

Inductive side : Type := NR (a b : rx) (ks : list nat) (rest : option rx) | NZ (a b : zx) (ks : list nat) (rest : option rx).
Definition nden (l : list atom) (t : side) : Prop :=
  match t with NR a b _ _ => ~ rden l a = rden l b | NZ a b _ _ => ~ zden l a = zden l b end.
Definition learn (s : list bool) (D : list pol) (t : side) : option (list pol) :=
  let '(e, ks, rest) := match t with
    | NR a b ks rest => (Rs a b, ks, rest) | NZ a b ks rest => (Rz (Zs a b), ks, rest) end in
  match norm s D e with
  | None => None
  | Some (p, _) =>
    match rest with
    | None => Some (D ++ p :: nil)
    | Some r => match norm s D r with
                | Some (q, nil) => if peq p (pmul q (dprod D ks)) then Some (D ++ q :: nil) else None
                | _ => None
                end
    end
  end.
Lemma learn_ok l D t D' : known (env l) D -> nden l t -> learn (sorts l) D t = Some D' -> known (env l) D'.
Proof.
  intros K N. unfold learn.
  set (e := match t with NR a b _ _ => Rs a b | NZ a b _ _ => Rz (Zs a b) end).
  assert (E : rden l e <> 0).
  { destruct t; simpl in *; [intros Z; apply N; lra|]. rewrite minus_IZR. intros Z. apply N.
    apply eq_IZR. lra. }
  assert (G : forall ks rest,
    match norm (sorts l) D e with
    | None => None
    | Some (p, _) => match rest with None => Some (D ++ p :: nil)
      | Some r => match norm (sorts l) D r with
        | Some (q, nil) => if peq p (pmul q (dprod D ks)) then Some (D ++ q :: nil) else None
        | _ => None end end end = Some D' -> known (env l) D').
  { intros ks rest. destruct (norm _ D e) as [[p u]|] eqn:H; [|discriminate].
    pose proof (norm_ok l D K _ _ H) as V. unfold fval in V; simpl in V.
    assert (P : pval (env l) p <> 0).
    { intros Z. rewrite Z in V. apply E. rewrite <- V. unfold Rdiv. ring. }
    destruct rest as [r|].
    - destruct (norm _ D r) as [[q [|k v]]|]; try discriminate. destruct (peq _ _) eqn:Q; [|discriminate].
      intros [= <-]. apply Forall_app. split; [exact K|]. constructor; [|constructor].
      apply (peq_ok (env l)) in Q. rewrite pmul_ok in Q. intros Z. apply P. rewrite Q, Z. ring.
    - intros [= <-]. apply Forall_app. split; [exact K|]. constructor; [exact P|constructor]. }
  destruct t; apply G.
Qed.
Fixpoint learns (s : list bool) (D : list pol) (ts : list side) : option (list pol) :=
  match ts with
  | nil => Some D
  | t :: ts => match learn s D t with Some D => learns s D ts | None => None end
  end.
Fixpoint ndens (l : list atom) (ts : list side) : Prop :=
  match ts with nil => True | t :: ts => nden l t /\ ndens l ts end.
Lemma learns_ok l ts : forall D D', known (env l) D -> ndens l ts -> learns (sorts l) D ts = Some D' -> known (env l) D'.
Proof.
  induction ts as [|t ts IH]; simpl; intros D D' K N H; [congruence|].
  destruct (learn _ D t) as [D2|] eqn:E; [|discriminate]. destruct N as [N1 N2].
  apply (IH D2 D'); auto. apply (learn_ok l D t); assumption.
Qed.

(* ------------------------------------------------------------------ the witness *)

Record term : Type := T { coef : Q; from : list nat; squares : list rx; times : option rx }.
Fixpoint prems (l : list atom) (ts : list stmt) : Prop :=
  match ts with nil => True | t :: ts => sden l t /\ prems l ts end.
Lemma prems_nth l ts : prems l ts -> forall n t, nth_error ts n = Some t -> sden l t.
Proof.
  induction ts as [|a ts IH]; simpl; intros H [|n] t; simpl; try discriminate.
  - intros [= <-]. apply H.
  - apply IH. apply H.
Qed.
(* The product of the premises that a term names, and its sign. *)
Definition worse (a b : rel) : rel := match a, b with Eq, _ | _, Eq => Eq | Le, _ | _, Le => Le | Lt, Lt => Lt end.
Fixpoint product (ts : list stmt) (ns : list nat) : option (rel * rx) :=
  match ns with
  | nil => Some (Lt, Rc 1)
  | n :: ns => match nth_error ts n, product ts ns with
               | Some t, Some (r, e) => Some (worse (how t) r, Rm (diff t) e)
               | _, _ => None
               end
  end.
Lemma worse_ok a b x y : signed a x -> signed b y -> signed (worse a b) (x * y).
Proof.
  destruct a, b; simpl; intros H K; subst; try ring; try (apply Rmult_le_pos; lra).
  apply Rmult_lt_0_compat; assumption.
Qed.
Lemma product_ok l ts : prems l ts -> forall ns r e, product ts ns = Some (r, e) -> signed r (rden l e).
Proof.
  intros H. induction ns as [|n ns IH]; simpl; intros r e.
  - intros [= <- <-]. simpl. lra.
  - destruct (nth_error ts n) eqn:E; [|discriminate]. destruct (product ts ns) as [[r' e']|]; [|discriminate].
    intros [= <- <-]. simpl. apply worse_ok; [|apply IH; reflexivity]. apply diff_ok.
    apply (prems_nth l ts H n). exact E.
Qed.
Definition square (ss : list rx) : rx := fold_right (fun s e => Rm (Rm s s) e) (Rc 1) ss.
Lemma square_ok l ss : 0 <= rden l (square ss).
Proof.
  induction ss as [|s ss IH]; simpl; [lra|]. apply Rmult_le_pos; [apply Rle_0_sqr | exact IH].
Qed.
Definition summand (ts : list stmt) (t : term) : option (rel * rx) :=
  match product ts (from t) with
  | None => None
  | Some (r, e) =>
    let body := Rm (Rk (coef t)) (Rm e (square (squares t))) in
    match r, times t with
    | Eq, Some m => Some (Eq, Rm body m)
    | Eq, None => Some (Eq, body)
    | _, Some _ => None
    | Le, None => if Qle_bool 0 (coef t) then Some (Le, body) else None
    | Lt, None => if Qle_bool 0 (coef t) then
        Some (match squares t with nil => if Qeq_bool (coef t) 0 then Le else Lt | _ => Le end, body) else None
    end
  end.
Lemma summand_ok l ts t r e : prems l ts -> summand ts t = Some (r, e) -> signed r (rden l e).
Proof.
  intros H. unfold summand. destruct (product ts (from t)) as [[q p]|] eqn:E; [|discriminate].
  pose proof (product_ok l ts H _ _ _ E) as P. pose proof (square_ok l (squares t)) as S.
  assert (C : Qle_bool 0 (coef t) = true -> 0 <= Q2R (coef t)).
  { intros C. apply Qle_bool_iff in C. apply Qle_Rle in C. rewrite RMicromega.Q2R_0 in C. exact C. }
  assert (Z : rden l p = 0 -> rden l (Rm (Rk (coef t)) (Rm p (square (squares t)))) = 0).
  { simpl. intros ->. ring. }
  assert (G : 0 <= rden l p -> 0 <= Q2R (coef t) -> 0 <= rden l (Rm (Rk (coef t)) (Rm p (square (squares t))))).
  { intros. simpl. apply Rmult_le_pos; [assumption|]. apply Rmult_le_pos; assumption. }
  destruct q, (times t); try discriminate; simpl in P.
  - intros [= <- <-]. change (rden l (Rm (Rk (coef t)) (Rm p (square (squares t)))) * rden l r0 = 0).
    rewrite Z by exact P. ring.
  - intros [= <- <-]. apply Z. exact P.
  - destruct (Qle_bool 0 _) eqn:Q; [|discriminate]. intros [= <- <-]. apply G; auto.
  - destruct (Qle_bool 0 _) eqn:Q; [|discriminate]. intros [= <- <-].
    assert (L : 0 <= rden l (Rm (Rk (coef t)) (Rm p (square (squares t))))) by (apply G; [lra | auto]).
    destruct (squares t) eqn:W; [|exact L]. destruct (Qeq_bool (coef t) 0) eqn:B; [exact L|].
    simpl. apply Rmult_lt_0_compat; [|lra]. specialize (C eq_refl). destruct C as [C|C]; [exact C|].
    exfalso. apply Qeq_bool_neq in B. apply B. apply eqR_Qeq. rewrite <- C. symmetry. apply RMicromega.Q2R_0.
Qed.
Definition plus_rel (a b : rel) : rel :=
  match a, b with Eq, b => b | a, Eq => a | Lt, _ | _, Lt => Lt | Le, Le => Le end.
Fixpoint total (ts : list stmt) (w : list term) : option (rel * rx) :=
  match w with
  | nil => Some (Eq, Rc 0)
  | t :: w => match summand ts t, total ts w with
              | Some (r, e), Some (r', e') => Some (plus_rel r r', Ra e e')
              | _, _ => None
              end
  end.
Lemma total_ok l ts w : prems l ts -> forall r e, total ts w = Some (r, e) -> signed r (rden l e).
Proof.
  intros H. induction w as [|t w IH]; simpl; intros r e.
  - intros [= <- <-]. reflexivity.
  - destruct (summand ts t) as [[r1 e1]|] eqn:E; [|discriminate].
    destruct (total ts w) as [[r2 e2]|]; [|discriminate]. intros [= <- <-].
    pose proof (summand_ok l ts t r1 e1 H E) as A. specialize (IH _ _ eq_refl). simpl.
    destruct r1, r2; simpl in *; lra.
Qed.

(* ------------------------------------------------------------------ the check *)

Record step : Type := Step {
  sorted : list bool; sides : list side; given : list stmt; goal : stmt; slack : Q; witness : list term }.
Definition enough (g : stmt) (slack : Q) (r : rel) : bool :=
  match g with
  | SR Eq _ _ => Qeq_bool slack 0 && match r with Eq => true | _ => false end
  | SZ Eq _ _ => Qeq_bool slack 0 && match r with Eq => true | _ => false end
  | SR Le _ _ => Qeq_bool slack 0
  | SR Lt _ _ | SF => Qeq_bool slack 0 && match r with Lt => true | _ => false end
  | SZ _ _ _ => Qle_bool 0 slack && negb (Qle_bool 1 slack)
  end.
Definition check (t : step) : bool :=
  match learns (sorted t) nil (sides t), total (given t) (witness t) with
  | Some D, Some (r, e) =>
    match norm (sorted t) D (Rs e (diff (goal t))) with
    | Some (p, ks) => peq p (pmul (pcst (slack t)) (dprod D ks)) && enough (goal t) (slack t) r
    | None => false
    end
  | _, _ => false
  end.
Fixpoint fits (s : list bool) (l : list atom) : Prop :=
  match s, l with
  | nil, nil => True
  | true :: s, inl _ :: l => fits s l
  | false :: s, inr _ :: l => fits s l
  | _, _ => False
  end.
Lemma fits_ok s : forall l, fits s l -> s = sorts l.
Proof.
  induction s as [|[] s IH]; intros [|[] l]; simpl; intros H; try contradiction; try reflexivity;
    f_equal; auto.
Qed.
Lemma slack_zero q : Qeq_bool q 0 = true -> Q2R q = 0.
Proof. intros H. apply Qeq_bool_eq in H. apply Qeq_eqR in H. rewrite H. apply RMicromega.Q2R_0. Qed.
Lemma slack_range q : Qle_bool 0 q && negb (Qle_bool 1 q) = true -> 0 <= Q2R q < 1.
Proof.
  intros H. apply andb_prop in H. destruct H as [A B]. split.
  - apply Qle_bool_iff in A. apply Qle_Rle in A. rewrite RMicromega.Q2R_0 in A. exact A.
  - apply Rnot_le_lt. intros C. rewrite <- RMicromega.Q2R_1 in C. apply Rle_Qle in C.
    apply Qle_bool_iff in C. rewrite C in B. discriminate.
Qed.
Lemma signed_nonneg r x : signed r x -> 0 <= x.
Proof. destruct r; simpl; lra. Qed.
Lemma enough_ok l g slack r e : signed r e -> enough g slack r = true ->
  e - rden l (diff g) = Q2R slack -> sden l g.
Proof.
  intros H N E. pose proof (signed_nonneg r e H) as P.
  destruct g as [[] a b|[] a b|]; simpl enough in N; simpl sden; simpl in E; rewrite ?minus_IZR in E.
  1, 3, 4, 7: apply andb_prop in N; destruct N as [Z N]; destruct r; try discriminate;
    apply slack_zero in Z; rewrite Z in E; simpl in H; try lra; apply eq_IZR; lra.
  1: apply slack_zero in N; lra.
  - apply slack_range in N. assert (L : IZR (-1) < IZR (zden l b - zden l a)) by (rewrite minus_IZR; lra).
    apply lt_IZR in L. lia.
  - apply slack_range in N. assert (L : IZR (-1) < IZR (zden l b - zden l a - 1)) by (rewrite !minus_IZR; lra).
    apply lt_IZR in L. lia.
Qed.
Theorem arith (t : step) : check t = true -> forall l : list atom, fits (sorted t) l ->
  ndens l (sides t) -> prems l (given t) -> sden l (goal t).
Proof.
  unfold check. intros C l F N P. apply fits_ok in F. rewrite F in C.
  destruct (learns _ nil _) as [D|] eqn:L; [|discriminate].
  assert (K : known (env l) D) by (apply (learns_ok l (sides t) nil D); [constructor | exact N | exact L]).
  destruct (total _ _) as [[r e]|] eqn:W; [|discriminate].
  pose proof (total_ok l _ _ P r e W) as S.
  destruct (norm _ D _) as [[p ks]|] eqn:V; [|discriminate].
  apply andb_prop in C. destruct C as [C G]. apply (peq_ok (env l)) in C.
  pose proof (norm_ok l D K _ _ V) as X. unfold fval in X; simpl in X.
  rewrite C, pmul_ok, pcst_ok, dprod_ok in X. apply (enough_ok l _ _ _ _ S G). rewrite <- X.
  field. apply dval_nz. exact K.
Qed.

(* A product of known nonzero polynomials and of a number is not 0. *)
Record nonzero : Type := Nonzero { sorted_ : list bool; sides_ : list side; value : rx; times_ : Q; made : list nat }.
Definition check_nonzero (t : nonzero) : bool :=
  match learns (sorted_ t) nil (sides_ t) with
  | Some D => match norm (sorted_ t) D (value t) with
              | Some (p, _) => negb (Qeq_bool (times_ t) 0) && peq p (pmul (pcst (times_ t)) (dprod D (made t)))
              | None => false
              end
  | None => false
  end.
Theorem arith_nonzero (t : nonzero) : check_nonzero t = true -> forall l : list atom, fits (sorted_ t) l ->
  ndens l (sides_ t) -> ~ rden l (value t) = 0.
Proof.
  unfold check_nonzero. intros C l F N. apply fits_ok in F. rewrite F in C.
  destruct (learns _ nil _) as [D|] eqn:L; [|discriminate].
  assert (K : known (env l) D) by (apply (learns_ok l (sides_ t) nil D); [constructor | exact N | exact L]).
  destruct (norm _ D _) as [[p ks]|] eqn:V; [|discriminate].
  apply andb_prop in C. destruct C as [C G]. apply (peq_ok (env l)) in G.
  pose proof (norm_ok l D K _ _ V) as X. unfold fval in X; simpl in X. rewrite <- X, G, pmul_ok, pcst_ok, dprod_ok.
  pose proof (dval_nz (env l) D K ks). pose proof (dval_nz (env l) D K (made t)).
  assert (Q2R (times_ t) <> 0).
  { intros Z. apply negb_true_iff in C. apply Qeq_bool_neq in C. apply C. apply eqR_Qeq.
    rewrite Z. symmetry. apply RMicromega.Q2R_0. }
  apply Rmult_integral_contrapositive_currified; [|apply Rinv_neq_0_compat; assumption].
  apply Rmult_integral_contrapositive_currified; assumption.
Qed.
