/*
 * The abstract model for SPIN. The sizes are macros: H hugepages, V vmemmap pages of each (4 or 8), K frames that an optimise keeps, PMAX
 * errors that may happen in all. With INVARIANTS every state is checked; SKIP_LAST seeds a bug: a restore leaves out the last vmemmap page.
 *
 * A state of the model is one state here: sets are bit masks, and temporaries are hidden. A step is one d_step, so one transition. A d_step
 * must not choose, so a step of a page or a frame is an option for each. The state before the boot, and the boot, come on top of the model's.
 *
 * Translate with `spin -o2`: the elimination of dead variables takes a hidden one that a loop still reads for dead.
 */
#define F           (H * V + 1)
#define BIT(set, i) ((set >> (i)) & 1)

#define GARBAGE 0
#define HEAD(h) (2 * (h) + 1)
#define TAIL(h) (2 * (h) + 2)

#ifdef SKIP_LAST
#define RESTORED (V - 1)
#else
#define RESTORED V
#endif

byte pte[H * V];
byte tag[F];
int free;
int lent;
byte live;
byte opt;
byte use;
byte hp;
byte P[H];
byte Q[H];
byte G[H];

hidden byte page;
hidden byte frame;

#define NUMBER(set) (BIT(set, 0) + BIT(set, 1) + BIT(set, 2) + BIT(set, 3) + BIT(set, 4) + BIT(set, 5) + BIT(set, 6) + BIT(set, 7) + BIT(set, 8) \
    + BIT(set, 9) + BIT(set, 10) + BIT(set, 11) + BIT(set, 12) + BIT(set, 13) + BIT(set, 14) + BIT(set, 15) + BIT(set, 16))

#if H == 1
#define SUM(OF) (OF(0))
#elif H == 2
#define SUM(OF) (OF(0) + OF(1))
#elif H == 3
#define SUM(OF) (OF(0) + OF(1) + OF(2))
#endif

#define FAILED(h) NUMBER(G[h])
#if PMAX < H * V
#define MAY_FAIL (SUM(FAILED) < PMAX)
#else
#define MAY_FAIL true
#endif

#define HAS_FRAMES (NUMBER(free) >= V - K)

inline take_lowest() {
    frame = 0;
    do
    :: BIT(free, frame) -> break
    :: else -> frame++
    od;
    free = free & ~(1 << frame)
}

inline restore(h) {
    page = K;
    do
    :: page < RESTORED ->
        take_lowest();
        pte[h * V + page] = frame;
        tag[frame] = TAIL(h);
        page++
    :: else -> break
    od;
    opt = opt & ~(1 << h)
}

#define OPTIMIZE(h) \
    :: d_step { BIT(live, h) && !BIT(use, h) && !BIT(opt, h) -> \
        page = K; \
        do \
        :: page < V -> free = free | (1 << pte[h * V + page]); pte[h * V + page] = pte[h * V + K - 1]; page++ \
        :: else -> break \
        od; \
        opt = opt | (1 << h) }
#define RESTORE(h) \
    :: d_step { BIT(live, h) && !BIT(use, h) && BIT(opt, h) && HAS_FRAMES -> restore(h) }
#define ALLOC(h) \
    :: d_step { BIT(live, h) && !BIT(use, h) && !BIT(hp, h) -> use = use | (1 << h) }
#define FREE(h) \
    :: d_step { BIT(live, h) && BIT(use, h) -> use = use & ~(1 << h) }
#define MEM_FAIL(h, v) \
    :: d_step { !BIT(G[h], v) && MAY_FAIL -> \
        G[h] = G[h] | (1 << v); \
        if \
        :: BIT(live, h) -> P[h] = P[h] | (1 << v); hp = hp | (1 << h) \
        :: else -> Q[h] = Q[h] | (1 << v) \
        fi }
#define DISSOLVE(h) \
    :: d_step { BIT(live, h) && !BIT(use, h) && (!BIT(opt, h) || HAS_FRAMES) -> \
        if \
        :: BIT(opt, h) -> restore(h) \
        :: else \
        fi; \
        Q[h] = P[h]; P[h] = 0; hp = hp & ~(1 << h); live = live & ~(1 << h) }
#define RECREATE(h) \
    :: d_step { !BIT(live, h) && Q[h] == 0 -> \
        tag[pte[h * V]] = HEAD(h); \
        page = 1; \
        do \
        :: page < V -> tag[pte[h * V + page]] = TAIL(h); page++ \
        :: else -> break \
        od; \
        live = live | (1 << h) }
#define LEND \
    :: d_step { free != 0 -> take_lowest(); lent = lent | (1 << frame); tag[frame] = GARBAGE }
#define RETURN(f) \
    :: d_step { BIT(lent, f) -> lent = lent & ~(1 << f); free = free | (1 << f) }

#if V == 4
#define MEM_FAILS(h) MEM_FAIL(h, 0) MEM_FAIL(h, 1) MEM_FAIL(h, 2) MEM_FAIL(h, 3)
#elif V == 8
#define MEM_FAILS(h) MEM_FAIL(h, 0) MEM_FAIL(h, 1) MEM_FAIL(h, 2) MEM_FAIL(h, 3) MEM_FAIL(h, 4) MEM_FAIL(h, 5) MEM_FAIL(h, 6) MEM_FAIL(h, 7)
#endif
#define STEPS(h) OPTIMIZE(h) RESTORE(h) ALLOC(h) FREE(h) MEM_FAILS(h) DISSOLVE(h) RECREATE(h)

init {
    d_step {
        frame = 0;
        do
        :: frame < H * V ->
            pte[frame] = frame;
            tag[frame] = (frame % V == 0 -> HEAD(frame / V) : TAIL(frame / V));
            frame++
        :: else -> break
        od;
        free = 1 << (F - 1);
        live = (1 << H) - 1
    }
end:
    do
    STEPS(0)
#if H > 1
    STEPS(1)
#endif
#if H > 2
    STEPS(2)
#endif
    LEND
    RETURN(0) RETURN(1) RETURN(2) RETURN(3) RETURN(4)
#if H * V > 4
    RETURN(5) RETURN(6) RETURN(7) RETURN(8)
#endif
#if H * V > 8
    RETURN(9) RETURN(10) RETURN(11) RETURN(12)
#endif
#if H * V > 12
    RETURN(13) RETURN(14) RETURN(15) RETURN(16)
#endif
    od
}

#ifdef INVARIANTS
#define MAPS(h, v) (1 << pte[h * V + v])
#define SHOWS(h, v) (tag[pte[h * V + v]] == (v == 0 || (K == 1 && BIT(opt, h)) -> HEAD(h) : TAIL(h)))
#if V == 4
#define MAPPED(h) (MAPS(h, 0) | MAPS(h, 1) | MAPS(h, 2) | MAPS(h, 3))
#define RESOLVES(h) (SHOWS(h, 0) && SHOWS(h, 1) && SHOWS(h, 2) && SHOWS(h, 3))
#elif V == 8
#define MAPPED(h) (MAPS(h, 0) | MAPS(h, 1) | MAPS(h, 2) | MAPS(h, 3) | MAPS(h, 4) | MAPS(h, 5) | MAPS(h, 6) | MAPS(h, 7))
#define RESOLVES(h) (SHOWS(h, 0) && SHOWS(h, 1) && SHOWS(h, 2) && SHOWS(h, 3) && SHOWS(h, 4) && SHOWS(h, 5) && SHOWS(h, 6) && SHOWS(h, 7))
#endif
#define NUMBER_MAPPED(h) NUMBER(MAPPED(h))
#define IS_PRIVATE(h) ((MAPPED(h) & (free | lent)) == 0 && NUMBER_MAPPED(h) == (BIT(opt, h) -> K : V) && (BIT(live, h) || !BIT(opt, h)))
#define KEEPS_POISON(h) (BIT(live, h) -> P[h] == G[h] && Q[h] == 0 : Q[h] == G[h] && P[h] == 0)
#define SHOWS_POISON(h) (BIT(live, h) -> BIT(hp, h) == (G[h] != 0) : !BIT(hp, h) && !BIT(use, h))
#define HOLDS(h) (RESOLVES(h) && IS_PRIVATE(h) && KEEPS_POISON(h) && SHOWS_POISON(h))
#if H == 1
#define HOLD HOLDS(0)
#elif H == 2
#define HOLD (HOLDS(0) && HOLDS(1) && (MAPPED(0) & MAPPED(1)) == 0)
#elif H == 3
#define HOLD (HOLDS(0) && HOLDS(1) && HOLDS(2) && (MAPPED(0) & MAPPED(1)) == 0 && (MAPPED(0) & MAPPED(2)) == 0 && (MAPPED(1) & MAPPED(2)) == 0)
#endif
#define IS_CONSERVED ((free & lent) == 0 && SUM(NUMBER_MAPPED) + NUMBER(free) + NUMBER(lent) == F)

/* One look at each state after the boot. */
never {
    true;
    do
    :: assert(HOLD && IS_CONSERVED)
    od
}
#endif
