(* Spec25.v: hard items of the exercise texts, stated by hand with definitions of their own; nothing that is exported is
   imported, and nothing is proved.  Implied.v proves each statement from the exported theorem. *)
From Coq Require Import Reals ZArith Lra Lia.
Local Open Scope R_scope.

(* What the statements use.  Indices are integers; recursion starts at a. *)
Definition iter {A : Type} (a : Z) (z : A) (s : Z -> A -> A) (t : Z) : A :=
  nat_rect (fun _ => A) z (fun k v => s (a + Z.of_nat k)%Z v) (Z.to_nat (t - a)).
Definition sum (a b : Z) (f : Z -> R) : R := iter (a - 1) 0 (fun k v => v + f (k + 1)%Z) b.
Definition prod (a b : Z) (f : Z -> R) : R := iter (a - 1) 1 (fun k v => v * f (k + 1)%Z) b.
Definition tends (f : Z -> R) (l : R) : Prop :=
  forall e, 0 < e -> exists N, forall n, (N <= n)%Z -> Rabs (f n - l) < e.
Definition unbounded (f : Z -> R) : Prop := forall B, exists N, forall n, (N <= n)%Z -> B <= f n.
Definition slope (f : R -> R) (x d : R) : Prop := forall e, 0 < e -> exists r, 0 < r /\
  forall h, Rabs h < r -> Rabs (f (x + h) - f x - d * h) <= e * Rabs h.
Definition inner (n : Z) (u v : Z -> R) : R := sum 1 n (fun i => u i * v i).
Definition norm2 (n : Z) (u : Z -> R) : R := sum 1 n (fun i => u i ^ 2).
Definition gradient (n : Z) (F : (Z -> R) -> R) (W G : Z -> R) : Prop :=
  forall D, slope (fun s => F (fun i => W i + s * D i)) 0 (inner n G D).

(* An expectation E on integrable quantities I among measurable ones M. *)
Record Expectation {Om : Type} (E : (Om -> R) -> R) (I M : (Om -> R) -> Prop) : Prop := {
  measurable : forall X, I X -> M X;
  M_const : forall c, M (fun _ => c);
  M_plus : forall X Y, M X -> M Y -> M (fun o => X o + Y o);
  M_mult : forall X Y, M X -> M Y -> M (fun o => X o * Y o);
  M_case : forall A B X Y, M A -> M B -> M X -> M Y ->
    forall Z : Om -> R, (forall o, A o <= B o -> Z o = X o) -> (forall o, ~ A o <= B o -> Z o = Y o) -> M Z;
  I_const : forall c, I (fun _ => c);
  I_plus : forall X Y, I X -> I Y -> I (fun o => X o + Y o);
  I_scale : forall c X, I X -> I (fun o => c * X o);
  I_abs : forall X, I X -> I (fun o => Rabs (X o));
  I_below : forall X Y, M X -> I Y -> (forall o, X o <= Y o) -> (forall o, - Y o <= X o) -> I X;
  E_plus : forall X Y, I X -> I Y -> E (fun o => X o + Y o) = E X + E Y;
  E_scale : forall c X, I X -> E (fun o => c * X o) = c * E X;
  E_nonneg : forall X, I X -> (forall o, 0 <= X o) -> 0 <= E X;
  E_positive : forall X, I X -> (forall o, 0 < X o) -> 0 < E X;
  E_one : E (fun _ => 1) = 1 }.
Definition Variance {Om : Type} (E : (Om -> R) -> R) (X : Om -> R) : R := E (fun o => (X o - E X) ^ 2).

(* 1. lib-geo *)
Definition geometric := forall t x, (0 <= t)%Z -> x <> 1 -> sum 0 (t - 1) (powerRZ x) = (1 - powerRZ x t) / (1 - x).

(* 2. ctu24-s3-a1a-lim *)
Definition miss_limit := tends (fun n => powerRZ (1 - 1 / IZR n) n) (exp (-1)).

(* 3. ctu24-s3-a3: the box of a neuron, as the set of positions that it reads *)
Definition reads (k s P : Z -> Z) : Z -> Z -> Z -> Prop :=
  iter 0 (fun i x => x = i)
    (fun l r i x => exists m, (0 <= m /\ m < k (l + 1))%Z /\ r (s (l + 1) * i - P (l + 1) + m)%Z x).
Definition boxes := forall k s P o T S : Z -> Z,
  (forall l, (1 <= l)%Z -> (1 <= k l)%Z /\ (1 <= s l)%Z) ->
  o 0%Z = 0%Z -> T 0%Z = 1%Z -> S 0%Z = 1%Z ->
  (forall l, (0 <= l)%Z -> S (l + 1)%Z = (S l + (k (l + 1) - 1) * T l)%Z /\
    T (l + 1)%Z = (s (l + 1) * T l)%Z /\ o (l + 1)%Z = (o l - P (l + 1) * T l)%Z) ->
  forall l i, (0 <= l)%Z ->
    reads k s P l i (o l + i * T l)%Z /\ reads k s P l i (o l + i * T l + S l - 1)%Z /\
    forall x, reads k s P l i x -> (o l + i * T l <= x <= o l + i * T l + S l - 1)%Z.

(* 4. ctu24-s3-a2a, converse: equal iterates for every oracle determine the constants *)
Definition Oracle := (Z -> R) -> Z -> Z -> R.
Definition averaged (G : Oracle) (eta q : R) (x0 : Z -> R) (m x : Z -> Z -> R) : Prop :=
  (forall i, m 0%Z i = 0) /\ (forall i, x 0%Z i = x0 i) /\
  forall t i, (0 <= t)%Z -> m (t + 1)%Z i = (1 - q) * m t i + q * G (x t) t i /\
    x (t + 1)%Z i = x t i - eta * m (t + 1)%Z i.
Definition momentum (G : Oracle) (eps mu : R) (x0 : Z -> R) (v x : Z -> Z -> R) : Prop :=
  (forall i, v 0%Z i = 0) /\ (forall i, x 0%Z i = x0 i) /\
  forall t i, (0 <= t)%Z -> v (t + 1)%Z i = mu * v t i + G (x t) t i /\
    x (t + 1)%Z i = x t i - eps * v (t + 1)%Z i.
Definition same_method := forall d eta q eps mu, (1 <= d)%Z -> 0 < q -> q <= 1 -> 0 < eta ->
  (forall G x0 m x v y, averaged G eta q x0 m x -> momentum G eps mu x0 v y ->
    forall t i, (0 <= t)%Z -> (1 <= i)%Z -> (i <= d)%Z -> x t i = y t i) ->
  eps = eta * q /\ mu = 1 - q.

(* 5. ctu22-s4-a4-equiv: zero buffers exclude decay together with momentum *)
Definition decay_outside (G : Oracle) (eps lam mu : R) (x0 : Z -> R) (v x : Z -> Z -> R) : Prop :=
  (forall i, v 0%Z i = 0) /\ (forall i, x 0%Z i = x0 i) /\
  forall t i, (0 <= t)%Z -> v (t + 1)%Z i = mu * v t i + G (x t) t i /\
    x (t + 1)%Z i = x t i - eps * (v (t + 1)%Z i + lam * x t i).
Definition decay_inside (G : Oracle) (eps lam mu : R) (x0 : Z -> R) (u x : Z -> Z -> R) : Prop :=
  (forall i, u 0%Z i = 0) /\ (forall i, x 0%Z i = x0 i) /\
  forall t i, (0 <= t)%Z -> u (t + 1)%Z i = mu * u t i + (G (x t) t i + lam * x t i) /\
    x (t + 1)%Z i = x t i - eps * u (t + 1)%Z i.
Definition zero_buffers := forall d eps lam mu eps' lam' mu', (1 <= d)%Z -> eps <> 0 ->
  (forall G x0 v x u y, decay_outside G eps lam mu x0 v x -> decay_inside G eps' lam' mu' x0 u y ->
    forall t i, (0 <= t)%Z -> (1 <= i)%Z -> (i <= d)%Z -> x t i = y t i) ->
  lam = 0 \/ mu = 0.

(* 6. epfl22-ps9-p3-2 *)
Definition galois := forall W K P S w, (0 <= W)%Z -> (0 <= K)%Z -> (0 <= P)%Z -> (1 <= S)%Z -> (0 <= w)%Z ->
  ((w <= (W + 2 * P - K) / S + 1)%Z <-> (S * (w - 1) + K - 2 * P <= W)%Z).

(* 7. epfl22-ps9-p2-1: the next iterate is no function of the iterate and the gradient *)
Definition needs_state := forall mu eta, 0 < eta -> 0 < mu ->
  ~ exists F : R -> R -> R, forall x m g, x - eta * (mu * m + g) = F x g.

(* 8. ctu22-s4-a2b-training (ii) *)
Definition orthogonal := forall n F W G, (0 <= n)%Z ->
  (forall c V, 0 < c -> F (fun i => c * V i) = F V) -> gradient n F W G -> inner n G W = 0.

(* 9. ie498-hw5-6g: averaging the averages of nodes *)
Definition equal_shares := forall N (c : Z -> Z), (1 <= N)%Z -> (forall i, (1 <= i)%Z -> (i <= N)%Z -> (1 <= c i)%Z) ->
  ((forall g : Z -> Z -> R, sum 1 N (fun i => sum 1 (c i) (g i) / IZR (c i)) / IZR N =
      sum 1 N (fun i => sum 1 (c i) (g i)) / sum 1 N (fun i => IZR (c i))) <->
   forall i j, (1 <= i)%Z -> (i <= N)%Z -> (1 <= j)%Z -> (j <= N)%Z -> c i = c j).

(* 10. ctu22-s4-a1c: half of the second moment survives *)
Definition half_moment := forall (Om : Type) (o : Om) E I M (n : Z) (u x : Z -> Om -> R),
  @Expectation Om E I M -> (0 <= n)%Z ->
  (forall i, (1 <= i)%Z -> (i <= n)%Z -> M (u i)) -> (forall i, (1 <= i)%Z -> (i <= n)%Z -> M (x i)) ->
  let a := fun o => sum 1 n (fun i => u i o * x i o) in
  (forall f : R -> R, I (fun o => f (a o)) -> I (fun o => f (- a o)) /\ E (fun o => f (- a o)) = E (fun o => f (a o))) ->
  I (fun o => a o ^ 2) -> E (fun o => Rmax (a o) 0 ^ 2) = Variance E a / 2.

(* 11. ctu22-s4-a3b-opt *)
Definition best_range := forall n (g : Z -> R) low high m M a b, (0 <= n)%Z ->
  (1 <= low <= n)%Z -> (1 <= high <= n)%Z -> g low = m -> g high = M -> m < M ->
  (forall i, (1 <= i)%Z -> (i <= n)%Z -> m <= g i <= M) ->
  (forall i, (1 <= i)%Z -> (i <= n)%Z -> b <= g i <= a + b) ->
  let total a b := sum 1 n (fun i => (g i - b) * (a + b - g i)) in
  total (M - m) m <= total a b /\ (total a b = total (M - m) m -> b = m /\ a = M - m).

(* 12. ie498-hw5-2e-ex *)
Definition step_sizes := forall C D, 0 < C -> 0 < D ->
  unbounded (fun n => sum 0 n (fun k => C / (D + IZR k))) /\
  exists B, forall n, Rabs (sum 0 n (fun k => (C / (D + IZR k)) ^ 2)) <= B.

(* 13. ie498-hw5-2e-cond *)
Definition necessary := forall (alpha : Z -> R) x0, (forall k, (0 <= k)%Z -> 0 <= alpha k < 1) -> x0 <> 0 ->
  (tends (iter 0 x0 (fun k x => x - alpha k * x)) 0 <-> unbounded (fun n => sum 0 (n - 1) alpha)).

(* 14. ie498-hw5-3b-sgd *)
Definition stable_step := forall alpha h x0, x0 <> 0 ->
  (tends (iter 0 x0 (fun _ x => x - alpha * (h * x))) 0 <-> 0 < alpha * h < 2).

(* 15. ie498-hw5-4e (iii) *)
Definition ambiguity := forall M (f : Z -> R) y, (1 <= M)%Z -> let mean := sum 1 M f / IZR M in
  (mean - y) ^ 2 = sum 1 M (fun i => (f i - y) ^ 2) / IZR M - sum 1 M (fun i => (f i - mean) ^ 2) / IZR M.

(* 16. ie498-hw5-4e (ii) *)
Definition correlated := forall (Om : Type) (o : Om) E I M n (f : Z -> Om -> R) kappa s,
  @Expectation Om E I M -> (1 <= n)%Z -> (forall i, (1 <= i)%Z -> (i <= n)%Z -> M (f i)) ->
  (forall i, (1 <= i)%Z -> (i <= n)%Z -> I (fun o => f i o ^ 2) /\ E (fun o => f i o ^ 2) - E (f i) ^ 2 = s ^ 2) ->
  (forall i j, (1 <= i)%Z -> (i <= n)%Z -> (1 <= j)%Z -> (j <= n)%Z -> i <> j ->
    E (fun o => f i o * f j o) - E (f i) * E (f j) = kappa * s ^ 2) ->
  Variance E (fun o => sum 1 n (fun i => f i o) / IZR n) = kappa * s ^ 2 + (1 - kappa) * s ^ 2 / IZR n.

(* 17. ie498-hw5-5a-dims: how many positions a kernel has *)
Definition outputs := forall K P S W (fits : Z -> R), (0 <= K)%Z -> (0 <= P)%Z -> (1 <= S)%Z -> (0 <= W)%Z -> (K <= W + 2 * P)%Z ->
  (forall i, (S * i + K <= W + 2 * P)%Z -> fits i = 1) -> (forall i, ~ (S * i + K <= W + 2 * P)%Z -> fits i = 0) ->
  sum 0 (W + 2 * P) fits = IZR ((W + 2 * P - K) / S) + 1.

(* 18. epfl24-ps8-p2-hint: C is a version of E[A | B] *)
Definition tower := forall (Om : Type) (o : Om) E I M (A C : Om -> R) (B : Om -> Z),
  @Expectation Om E I M -> M (fun o => IZR (B o)) -> I A -> I C ->
  (forall h : Z -> R, I (fun o => C o * h (B o)) /\ I (fun o => A o * h (B o)) /\
    E (fun o => C o * h (B o)) = E (fun o => A o * h (B o))) -> E C = E A.

(* 19. ie498-hw5-2c-resid: residual blocks do not make vectors vanish *)
Definition residual := forall n L (A : Z -> Z -> Z -> R) kappa v, (0 <= n)%Z -> (0 <= L)%Z -> 0 < kappa < 1 ->
  (forall l u, (1 <= l)%Z -> norm2 n (fun i => sum 1 n (fun j => A l i j * u j)) <= kappa ^ 2 * norm2 n u) ->
  powerRZ ((1 - kappa) ^ 2) L * norm2 n v <=
    norm2 n (iter 0 v (fun l h i => h i + sum 1 n (fun j => A (l + 1)%Z i j * h j)) L).

(* 20. ie498-hw5-2a-guarantee: what small steps do guarantee *)
Definition guarantee := forall n N eps (f : (Z -> R) -> R) g lower least x0, (0 <= n)%Z -> (1 <= N)%Z -> 0 < eps ->
  (forall x, gradient n f x (g x)) ->
  (forall x y, eps ^ 2 * norm2 n (fun i => g x i - g y i) <= norm2 n (fun i => x i - y i)) ->
  (forall x, lower <= f x) ->
  (forall k, (1 <= k)%Z -> (k <= N)%Z ->
    least <= norm2 n (g (iter 0 x0 (fun _ x i => x i - eps * g x i) (k - 1)%Z))) ->
  least <= 2 * (f x0 - lower) / (eps * IZR N).

(* 21., 22. ie498-hw5-2d: softmax *)
Definition softmax (K : Z) (z : Z -> R) (i : Z) : R := exp (z i) / sum 0 (K - 1) (fun k => exp (z k)).
Definition softmax_one := forall K z, (1 <= K)%Z -> sum 0 (K - 1) (softmax K z) = 1.
Definition softmax_shift := forall K z c i, (1 <= K)%Z -> (0 <= i)%Z -> (i < K)%Z ->
  softmax K (fun k => z k + c) i = softmax K z i.

(* 23. lib-binomial *)
Definition binomial (n k : Z) : R := prod 1 k (fun i => IZR (n - i + 1) / IZR i).
Definition binomial_theorem := forall a b n, (0 <= n)%Z ->
  sum 0 n (fun k => binomial n k * powerRZ a k * powerRZ b (n - k)) = powerRZ (a + b) n.

(* 24. ctu24-s3-a4-approx: the quadratic model lies above the loss *)
Definition majorised := forall n eps (f : (Z -> R) -> R) g x step, (0 <= n)%Z -> 0 < eps ->
  (forall x, gradient n f x (g x)) ->
  (forall x y, eps ^ 2 * norm2 n (fun i => g x i - g y i) <= norm2 n (fun i => x i - y i)) ->
  f (fun i => x i + step i) <= f x + inner n step (g x) + 1 / (2 * eps) * norm2 n step.

(* 25. ctu24-s3-a2c: the corrected average is unbiased *)
Definition unbiased := forall (Om : Type) (o : Om) E I M d (g : Z -> Z -> Om -> R) grad i q t,
  @Expectation Om E I M -> (1 <= t)%Z -> (1 <= i)%Z -> (i <= d)%Z -> 0 < q <= 1 ->
  (forall t i, (1 <= t)%Z -> M (g t i)) ->
  (forall t i, (1 <= t)%Z -> (1 <= i)%Z -> (i <= d)%Z -> I (g t i) /\ E (g t i) = grad i) ->
  E (fun o => iter 0 (fun _ => 0) (fun k v j => (1 - q) * v j + q * g (k + 1)%Z j o) t i / (1 - powerRZ (1 - q) t)) = grad i.
