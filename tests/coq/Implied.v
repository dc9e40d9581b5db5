(* Implied.v: every statement of Spec25.v, from the exported theorem. *)
Require Import Kernel Spec25.
Require Spec Check.
From Coq Require Import FunctionalExtensionality.
Local Open Scope R_scope.

(* ------------------------------------------------------------------ notions of the one side in the other *)

Lemma abs_is x : Spec.abs_ x = Rabs x.
Proof. exact (rabs_Rabs x). Qed.
Lemma tends_from N f l : Spec.tends_ N f l -> tends f l.
Proof.
  intros H e He. destruct (H e He) as (M & _ & K). exists M. intros n Hn. rewrite <- abs_is. apply K. exact Hn.
Qed.
Lemma tends_to f l : tends f l -> Spec.tends_ 0 f l.
Proof.
  intros H e He. destruct (H e He) as (M & K). exists (Z.max 0 M). split; [lia|]. intros n Hn.
  rewrite abs_is. apply K. lia.
Qed.
Lemma unbounded_from f : Spec.diverges_ 0 f -> unbounded f.
Proof. intros H B. destruct (H B) as (N & _ & K). exists N. exact K. Qed.
Lemma unbounded_to f : unbounded f -> Spec.diverges_ 0 f.
Proof. intros H B. destruct (H B) as (N & K). exists (Z.max 0 N). split; [lia|]. intros k Hk. apply K. lia. Qed.
Lemma abs_are : Spec.abs_ = Rabs.
Proof. extensionality x. apply abs_is. Qed.
Lemma gradient_to n F W G : gradient n F W G -> Spec.grad_ n F W G.
Proof.
  intros H D. specialize (H D). unfold Spec.deriv_. rewrite abs_are. exact H.
Qed.
Lemma space {Om : Type} E I M : @Expectation Om E I M -> Spec.Espace_ Om E I M.
Proof.
  intros [? ? ? ? C ? ? ? ? ? ? ? ? ? ?]. unfold Spec.Espace_. rewrite abs_are. repeat split; auto.
  intros A B X Y a b x y. apply (C A B X Y a b x y); intros o Ho; [apply row_ite_true | apply row_ite_false]; exact Ho.
Qed.
Lemma floor_is a b : (0 < b)%Z -> zfloor (IZR a / IZR b) = (a / b)%Z.
Proof.
  intros Hb. pose proof (row_floor_bounds (IZR a / IZR b)) as [L U].
  pose proof (Z.div_mod a b ltac:(lia)) as D. pose proof (Z.mod_pos_bound a b Hb) as [M0 M1].
  assert (B : 0 < IZR b) by (apply IZR_lt in Hb; exact Hb).
  assert (Q : IZR a = IZR b * IZR (a / b) + IZR (a mod b)) by (rewrite <- mult_IZR, <- plus_IZR; f_equal; exact D).
  apply IZR_le in M0. apply IZR_lt in M1.
  assert (V : IZR a / IZR b = IZR (a / b) + IZR (a mod b) / IZR b) by (rewrite Q; field; lra).
  assert (0 <= IZR (a mod b) / IZR b < 1).
  { split; [apply Rmult_le_pos; [lra | left; apply Rinv_0_lt_compat; exact B]|].
    apply (Rmult_lt_reg_r (IZR b)); [exact B|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  assert (X : IZR (zfloor (IZR a / IZR b)) < IZR (a / b + 1)) by (rewrite plus_IZR; lra).
  assert (Y : IZR (a / b) < IZR (zfloor (IZR a / IZR b) + 1)) by (rewrite plus_IZR; lra).
  apply lt_IZR in X. apply lt_IZR in Y. lia.
Qed.
Lemma whole a b c d : (0 < d)%Z -> zfloor ((IZR a + 2 * IZR b - IZR c) / IZR d) = ((a + 2 * b - c) / d)%Z.
Proof. intros H. rewrite <- floor_is by exact H. f_equal. rewrite minus_IZR, plus_IZR, mult_IZR. reflexivity. Qed.

(* ------------------------------------------------------------------ the items *)

Theorem t_geometric : geometric.
Proof. exact Check.check_c_lib_geo. Qed.
Theorem t_miss_limit : miss_limit.
Proof. exact (tends_from _ _ _ Check.check_c_ctu24_s3_a1a_lim). Qed.

Theorem t_boxes : boxes.
Proof.
  intros k s P o T S Hk o0 T0 S0 H l i Hl.
  assert (G : forall l, (0 <= l)%Z -> Spec.stride_ s l = IZR (T l) /\ Spec.offset_ P s l = IZR (o l) /\
      Spec.size_ k s l = IZR (S l)).
  { apply rule_induct.
    - rewrite o0, T0, S0. repeat split; apply rule_rec_base; lia.
    - intros t Ht (A & B & C). destruct (H t Ht) as (-> & -> & ->).
      pose proof A as A0. unfold Spec.stride_, Spec.offset_, Spec.size_ in A, B, C |- *. rewrite !rule_rec_step by lia.
      replace (t + 1 - 1)%Z with t by ring. rewrite A, B, C. rewrite !minus_IZR, !plus_IZR, !mult_IZR, ?minus_IZR.
      repeat split; rewrite ?A0; ring. }
  destruct (G l Hl) as (A & B & C).
  assert (K : forall l, (1 <= l)%Z -> (1 <= k l)%Z /\ (1 <= s l)%Z) by exact Hk.
  repeat split.
  - apply (Check.check_c_ctu24_s3_a3'first k P s l Hl K). rewrite A, B, plus_IZR, mult_IZR. reflexivity.
  - apply (Check.check_c_ctu24_s3_a3'last k P s l Hl K). rewrite A, B, C, minus_IZR, !plus_IZR, mult_IZR. reflexivity.
  - destruct (Check.check_c_ctu24_s3_a3 k P s l Hl K i x H0) as [L _]. rewrite A, B in L. apply le_IZR.
    rewrite plus_IZR, mult_IZR. exact L.
  - destruct (Check.check_c_ctu24_s3_a3 k P s l Hl K i x H0) as [_ L]. rewrite A, B, C in L. apply le_IZR.
    rewrite minus_IZR, !plus_IZR, mult_IZR. exact L.
Qed.

(* A joint state is a function of 0 (the buffer) and 1 (the iterate). *)
Lemma first {A : Type} (a b : A) : ite (0 = 0)%Z a b = a.
Proof. apply row_ite_true. reflexivity. Qed.
Lemma second {A : Type} (a b : A) : ite (1 = 0)%Z a b = b.
Proof. apply row_ite_false. lia. Qed.

Theorem t_same_method : same_method.
Proof.
  intros d eta q eps mu Hd q0 q1 He H.
  apply (Check.check_c_ctu24_s3_a2a'converse d eps eta (fun _ => 0) mu q (fun _ => 0)); try lia; auto.
  intros G x0 t i Ht Hi Hd'.
  unfold Spec.theta_2, Spec.vartheta_2.
  match goal with |- zrec ?a ?z ?f t 1%Z i = zrec ?b ?y ?g t 1%Z i =>
    apply (H G x0 (fun t => zrec a z f t 0%Z) (fun t => zrec a z f t 1%Z)
                  (fun t => zrec b y g t 0%Z) (fun t => zrec b y g t 1%Z)); try assumption end.
  - repeat split; intros; rewrite ?rule_rec_base by lia; rewrite ?rule_rec_step by lia; rewrite ?first, ?second; try reflexivity;
      replace (t0 + 1 - 1)%Z with t0 by ring; reflexivity.
  - repeat split; intros; rewrite ?rule_rec_base by lia; rewrite ?rule_rec_step by lia; rewrite ?first, ?second; try reflexivity;
      replace (t0 + 1 - 1)%Z with t0 by ring; reflexivity.
Qed.
Theorem t_zero_buffers : zero_buffers.
Proof.
  intros d eps lam mu eps' lam' mu' Hd He H.
  apply (Check.check_c_ctu22_s4_a4_equiv'zero_buffers d eps eps' lam lam' mu mu' (fun _ => 0) (fun _ => 0)); try lia; auto.
  intros G x0 t i Ht Hi Hd'.
  unfold Spec.theta_, Spec.vartheta_.
  match goal with |- zrec ?a ?z ?f t 1%Z i = zrec ?b ?y ?g t 1%Z i =>
    apply (H G x0 (fun t => zrec a z f t 0%Z) (fun t => zrec a z f t 1%Z)
                  (fun t => zrec b y g t 0%Z) (fun t => zrec b y g t 1%Z)); try assumption end.
  - repeat split; intros; rewrite ?rule_rec_base by lia; rewrite ?rule_rec_step by lia; rewrite ?first, ?second; try reflexivity;
      replace (t0 + 1 - 1)%Z with t0 by ring; reflexivity.
  - repeat split; intros; rewrite ?rule_rec_base by lia; rewrite ?rule_rec_step by lia; rewrite ?first, ?second; try reflexivity;
      replace (t0 + 1 - 1)%Z with t0 by ring; reflexivity.
Qed.

Theorem t_galois : galois.
Proof.
  intros W K P S w HW HK HP HS Hw.
  pose proof (Check.check_c_epfl22_ps9_p3_2'at_least K P S W w HK HP ltac:(lia) HW Hw HS) as H.
  rewrite whole in H by lia. tauto.
Qed.
Theorem t_needs_state : needs_state.
Proof.
  intros mu eta He Hm (F & H). apply (Check.check_c_epfl22_ps9_p2_1 mu eta (fun _ => 0)); [split; assumption|].
  exists F. intros g t j Ht.
  assert (N : Spec.w_3 mu eta g (fun _ => 0) (t + 1) j = Spec.w_3 mu eta g (fun _ => 0) t j - eta * Spec.m_4 mu g (t + 1) j).
  { unfold Spec.w_3. rewrite rule_rec_step by exact Ht. reflexivity. }
  assert (B : Spec.m_4 mu g (t + 1) j = mu * Spec.m_4 mu g t j + g t j).
  { unfold Spec.m_4. rewrite rule_rec_step by exact Ht. replace (t + 1 - 1)%Z with t by ring. reflexivity. }
  rewrite N, B. apply H.
Qed.
Theorem t_orthogonal : orthogonal.
Proof.
  intros n F W G Hn H K. exact (Check.check_c_ctu22_s4_a2b_training'ii F G W n Hn H (gradient_to _ _ _ _ K)).
Qed.
Theorem t_equal_shares : equal_shares.
Proof. intros N c HN Hc. exact (Check.check_c_ie498_hw5_6g N c ltac:(lia) HN Hc). Qed.
Theorem t_half_moment : half_moment.
Proof.
  intros Om o E I M n u x S Hn Hu Hx a Ha Ia.
  assert (R : forall y, Rmax y 0 = Spec.relu_ y).
  { intros y. unfold Spec.relu_. destruct (Rle_dec 0 y) as [P|P].
    - rewrite row_ite_true by exact P. apply Rmax_left. exact P.
    - rewrite row_ite_false by exact P. apply Rmax_right. lra. }
  replace (fun o => Rmax (a o) 0 ^ 2) with (fun o => Spec.relu_ (a o) ^ 2) by (extensionality q; rewrite R; reflexivity).
  exact (Check.check_c_ctu22_s4_a1c Om o E I M n u x Hn (space _ _ _ S) Hu Hx (conj Ha Ia)).
Qed.
Theorem t_best_range : best_range.
Proof.
  intros n g low high m M a b Hn [l1 l2] [h1 h2] Gl Gh HmM Hg Hf.
  exact (Check.check_c_ctu22_s4_a3b_opt M a b g high low m n Hn
    (conj (conj (conj (conj (conj (conj l1 l2) h1) h2) Gl) Gh) HmM) Hg Hf).
Qed.
Theorem t_step_sizes : step_sizes.
Proof.
  intros C D HC HD. destruct (Check.check_c_ie498_hw5_2e_ex C D (conj HC HD)) as [A (B & K)].
  split; [apply unbounded_from; exact A|]. exists B. intros n. rewrite <- abs_is. exact (K n).
Qed.
Theorem t_necessary : necessary.
Proof.
  intros alpha x0 Ha Hx.
  assert (T : Spec.theta_4 alpha x0 = iter 0 x0 (fun k x => x - alpha k * x)).
  { extensionality t. unfold Spec.theta_4. change (iter 0 x0) with (@zrec R 0 x0). f_equal.
    extensionality k. extensionality x. replace (k + 1 - 1)%Z with k by ring. reflexivity. }
  pose proof (Check.check_c_ie498_hw5_2e_cond alpha x0 Ha Hx) as [A B]. rewrite T in A, B. split; intros H.
  - apply unbounded_from. exact (A (tends_to _ _ H)).
  - apply (tends_from 0). exact (B (unbounded_to _ H)).
Qed.
Theorem t_stable_step : stable_step.
Proof.
  intros alpha h x0 Hx. destruct (Check.check_c_ie498_hw5_3b_sgd alpha x0 h Hx) as [A B]. split; intros H.
  - exact (A (tends_to _ _ H)).
  - exact (tends_from _ _ _ (B H)).
Qed.
Theorem t_ambiguity : ambiguity.
Proof. intros M f y HM. exact (Check.check_c_ie498_hw5_4e'ambiguity M f y ltac:(lia) HM). Qed.
Theorem t_correlated : correlated.
Proof.
  intros Om o E I M n f kappa s S Hn Hf Hv Hc.
  exact (Check.check_c_ie498_hw5_4e'variance Om o E I M n f kappa s ltac:(lia) (space _ _ _ S) Hf Hn Hv Hc).
Qed.
Theorem t_outputs : outputs.
Proof.
  intros K P S W fits HK HP HS HW Hfit H1 H0.
  pose proof (Check.check_c_ie498_hw5_5a_dims K P S W HK HP ltac:(lia) HW HS Hfit) as H.
  rewrite whole in H by lia. rewrite <- H. unfold Spec.outputs_, Spec.count_.
  replace (fun m => Spec.indicator_ (S * m + K <= W + 2 * P)%Z) with fits; [reflexivity|].
  extensionality m. unfold Spec.indicator_. destruct (Z_le_dec (S * m + K) (W + 2 * P)) as [L|L].
  - rewrite row_ite_true by exact L. apply H1. exact L.
  - rewrite row_ite_false by exact L. apply H0. exact L.
Qed.
Theorem t_tower : tower.
Proof.
  intros Om o E I M A C B S HB IA IC H.
  apply (Check.check_c_epfl24_ps8_p2_hint'general Om o A B C E I M (space _ _ _ S)
    (measurable _ _ _ S _ IA) HB (measurable _ _ _ S _ IC) (conj IA IC)).
  intros h. destruct (H h) as (a & b & c). repeat split; assumption.
Qed.
Theorem t_residual : residual.
Proof. intros n L A kappa v Hn HL Hk H. exact (Check.check_c_ie498_hw5_2c_resid A L kappa n v Hn HL Hk (fun l u Hl => H l u Hl)). Qed.
Theorem t_guarantee : guarantee.
Proof.
  intros n N eps f g lower least x0 Hn HN He Hg Hl Hb Hk.
  exact (Check.check_c_ie498_hw5_2a_guarantee N eps f lower g least n x0 Hn HN He (fun x => gradient_to _ _ _ _ (Hg x)) Hl Hb Hk).
Qed.
Theorem t_softmax_one : softmax_one.
Proof. intros K z HK. exact (Check.check_c_ie498_hw5_2d K z ltac:(lia) HK). Qed.
Theorem t_softmax_shift : softmax_shift.
Proof. intros K z c i HK H0 H1. exact (Check.check_c_ie498_hw5_2d'shift K c i z ltac:(lia) H0 H1 HK). Qed.
Theorem t_binomial_theorem : binomial_theorem.
Proof.
  intros a b n Hn. refine (eq_trans _ (Check.check_c_lib_binomial'theorem a b n Hn)).
  assert (C : forall m, (m <= n)%Z -> forall f g : Z -> R, (forall k, (0 <= k)%Z -> f k = g k) -> sum 0 m f = sum 0 m g).
  { intros m _ f g H. destruct (Z_lt_le_dec m (-1)) as [L|L].
    - unfold sum. change (iter (0 - 1) 0) with (@zrec R (0 - 1) 0). rewrite !rule_rec_base by lia. reflexivity.
    - revert m L. unfold sum. change (iter (0 - 1) 0) with (@zrec R (0 - 1) 0). apply (rule_induct _ (-1)%Z).
      + rewrite !rule_rec_base by lia. reflexivity.
      + intros t Ht IH. rewrite !rule_rec_step by lia. rewrite IH, H by lia. reflexivity. }
  apply (C n); [lia|]. intros k Hk. unfold Spec.binom_. rewrite row_ite_true by exact Hk. reflexivity.
Qed.
Theorem t_majorised : majorised.
Proof.
  intros n eps f g x step Hn He Hg Hl.
  exact (Check.check_c_ctu24_s3_a4_approx eps f g n step x Hn He (fun y => gradient_to _ _ _ _ (Hg y)) Hl).
Qed.
Theorem t_unbiased : unbiased.
Proof.
  intros Om o E I M d g grad i q t S Ht Hi Hd Hq Hm Hg.
  exact (Check.check_c_ctu24_s3_a2c_unb Om o E I M d g grad i q t ltac:(lia) Ht Hi Hd (space _ _ _ S)
    (fun j k Hj => Hm j k Hj) Hq Hg).
Qed.

Definition implied := (t_geometric, t_miss_limit, t_boxes, t_same_method, t_zero_buffers, t_galois, t_needs_state, t_orthogonal,
  t_equal_shares, t_half_moment, t_best_range, t_step_sizes, t_necessary, t_stable_step, t_ambiguity, t_correlated, t_outputs,
  t_tower, t_residual, t_guarantee, t_softmax_one, t_softmax_shift, t_binomial_theorem, t_majorised, t_unbiased).
Print Assumptions implied.
