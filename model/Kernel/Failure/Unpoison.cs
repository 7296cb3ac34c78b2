namespace Vmemmap.Model.Kernel.Failure;

/// <summary>
/// Who has injected an error takes it back, while everything else goes on but memory failure: both hold <c>mf_mutex</c>, so it is a call like one of that. It is refused once the hardware has reported an error, so where it is
/// done at all each bad page is one that was injected, and is bad until its error is taken back. mm/memory-failure.c <c>unpoison_memory()</c>.
/// </summary>
/// <remarks>
/// Not followed: <c>page_folio(p)</c> is read before the mutex is taken, the list of a hugepage that is being made may be on a page of its head that is copied already, and the list and the flag of a free hugepage are written one after the other, so that one that is dissolved meanwhile is unpoisoned and the
/// answer is -EBUSY. Who asks for errors that were injected gets that of a hugepage's head, and no other of it, as only the head has the flag that is looked at, and what shows the head in its place.
/// </remarks>
/// <param name="TakesOneEntry">ours: of the raw error list only the entry of the page goes, and the flag of the head goes with the last.</param>
/// <param name="KeepsReferences">ours: no second reference of a hugepage is dropped, for memory failure keeps none.</param>
/// <param name="LocksList">ours: <c>hugetlb_lock</c> is held from the test for the type until the list is taken.</param>
/// <param name="RefusesUnfinished">ours: -EBUSY of a page that is still, or already, part of a compound page that is none of hugetlb's: on its way to the page allocator, or from there.</param>
/// <param name="NeedsMigratable">6.1: <c>get_hwpoison_huge_page()</c> takes a reference only of what has HPageMigratable: -EBUSY of any other hugepage that is not free.</param>
/// <param name="WalksInPlace">6.1: the raw error list is walked where it is, and emptied behind the walk; else it is taken first, so that who comes later finds none (v6.6).</param>
/// <param name="AsksForAny">
/// whoever asks may ask for any page that passes for poisoned, as the head of a hugepage does whichever of its pages is bad; then he means all of it, or where one entry goes the page, whose flag is not asked for then, as tails have none. Else he asks for an error that was injected, and for no other.
/// </param>
[KernelFunction("unpoison_memory()", "6.12.113 and 7.3.4, mm/memory-failure.c: unpoison_memory(), get_hwpoison_page(), __get_unpoison_page(), folio_free_raw_hwp(), mm/hugetlb.c: get_hwpoison_hugetlb_folio(), mm/page_alloc.c: put_page_back_buddy(); NeedsMigratable: 6.1.192, mm/hugetlb.c: get_hwpoison_huge_page(); WalksInPlace: 6.1.192, mm/memory-failure.c: __free_raw_hwp_pages(); TakesOneEntry, KeepsReferences, LocksList, RefusesUnfinished: ours")]
public sealed partial record Unpoison(bool TakesOneEntry = false, bool KeepsReferences = false, bool LocksList = false, bool RefusesUnfinished = false, bool NeedsMigratable = false, bool WalksInPlace = false, bool AsksForAny = false) : Part
{
    /// <summary>That of 6.1.192.</summary>
    public static Unpoison Of61 { get; } = new(NeedsMigratable: true, WalksInPlace: true);

    public override IReadOnlyList<ControlPoint> Visits =>
        [FailurePoints.Unpoisoning, FailurePoints.UnpoisoningFree, .. LocksList ? [] : new[] { FailurePoints.UnpoisoningList }, FailurePoints.UnpoisoningHeld, FailurePoints.Idle];

    public override Performer Performer => Performer.MemoryFailure;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        (string, Func<State<B, N>, N, B>) isHugetlb = ("folio_test_hugetlb(folio)", (s, h) => s.Hugetlb[h]);
        (string, Func<State<B, N>, N, B>) isNot = ("!folio_test_hugetlb(folio)", (s, h) => !s.Hugetlb[h]);

        return
        [
            new("unpoison", "unpoison_memory(): PageHWPoison(p)", Folio, Page, Slot, Frame)
            {
                At = [FailurePoints.Idle],
                When =
                [
                    .. AsksForAny ? [] : new (string, Condition<B, N>)[] { ("the error was injected", (s, x) => s.Bad[x.Folio, x.Page, x.Slot]) },
                    TakesOneEntry && AsksForAny
                        ? ("folio_test_hugetlb(folio), whose list is asked; or PageHWPoison(p)", (s, x) => s.Hugetlb[x.Folio] | s.PgHwpoison[x.Frame, x.Slot])
                        : ("PageHWPoison(p)", (s, x) => s.PgHwpoison[x.Frame, x.Slot]),
                    ("folio_ref_count(folio) <= 1", (s, x) => N.If(s.IsCompound(x.Folio), s.Refcount[s.HeadFrame(x.Folio), 0], s.Refcount[s.Pte[x.Folio, x.Page], x.Slot]) <= 1),
                    ("!folio_mapped(folio), !folio_mapping(folio)", (s, x) => !s.UserHolds[x.Folio] & !s.HeldByFailure[x.Folio] & !s.Lent[x.Folio, x.Page, x.Slot]),
                ],
                Through = (s, x) => s.Reaches(x.Folio, x.Page, x.Frame),
                Then = (s, x) => s.BeginWithMutex(x.Folio, x.Page, x.Slot, FailurePoints.Unpoisoning),
            },

            new FailureStep<B, N>("unpoison-finds-free", "get_hwpoison_hugetlb_folio(): folio_test_hugetlb_freed(folio), or !folio_try_get(folio)", FailurePoints.Unpoisoning)
            {
                When = [isHugetlb, ("HPageFreed(folio), or its count is 0", (s, h) => s.Freed[h] | (MayBeHeld(s, h) & s.Refcount[s.HeadFrame(h), 0] == 0))],
                Then = (s, h, v, e, f) => s.GoTo(FailurePoints.UnpoisoningFree),
            },

            new FailureStep<B, N>("unpoison-takes-reference", "get_hwpoison_hugetlb_folio(): folio_try_get(folio)", FailurePoints.Unpoisoning)
            {
                When = [isHugetlb, ("!HPageFreed(folio), and its count is not 0", (s, h) => !s.Freed[h] & MayBeHeld(s, h) & s.Refcount[s.HeadFrame(h), 0] > 0)],
                Then = (s, h, v, e, f) =>
                {
                    RecordSteps<B, N>.TakeReference(s, h, true);
                    s.GoTo(FailurePoints.UnpoisoningHeld);
                },
            },

            .. NeedsMigratable ? [NotMigratable(isHugetlb)] : Array.Empty<Step<B, N>>(),
            .. OfOrdinaryPages(isNot),
            .. OfFreeHugepages(isHugetlb, isNot),

            .. TakesBack<B, N>(
                ("unpoison-held-hugepage", "unpoison_memory(): folio_free_raw_hwp(folio, false), TestClearPageHWPoison(p), folio_put(folio) twice", FailurePoints.UnpoisoningHeld, !TakesOneEntry), [],
                (s, h, v, e, f, isLast) =>
                {
                    // The flag is the head's: p may be a tail that shows it.
                    var wasSet = TakesOneEntry ? ClearHeadIf(s, h, isLast) : s.ClearHwpoisonIf(isLast, h, v, e, f);
                    Put(s, h, KeepsReferences ? 1 : N.If(wasSet, 2, 1));
                }),

            FindsNone<B, N>(new FailureStep<B, N>("unpoison-held-refused", "unpoison_memory(): !folio_free_raw_hwp(folio, false): folio_put(folio)", FailurePoints.UnpoisoningHeld)
            {
                Then = (s, h, v, e, f) =>
                {
                    Put(s, h, 1);
                    s.EndFailure(true);
                },
            }),
        ];
    }

    private B MayBeHeld<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => NeedsMigratable ? s.Migratable[h] : true;

    private static Step<B, N> NotMigratable<B, N>((string, Func<State<B, N>, N, B>) isHugetlb)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => new FailureStep<B, N>("unpoison-not-migratable", "get_hwpoison_huge_page(): !HPageMigratable(page): -EBUSY", FailurePoints.Unpoisoning)
        {
            When = [isHugetlb, ("!HPageFreed(folio), !HPageMigratable(folio)", (s, h) => !s.Freed[h] & !s.Migratable[h])],
            Then = (s, h, v, e, f) => s.EndFailure(true),
        };

    // Where only the entry of the page is looked for, that one; else any.
    private Step<B, N> FindsNone<B, N>(Step<B, N> refused, Func<State<B, N>, N, B>? isTaken = null)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        B CannotBeRead(State<B, N> s) => s.Unreliable[s.Failure.Folio.Value] | (isTaken is null ? false : isTaken(s, s.Failure.Folio.Value));
        return TakesOneEntry
            ? refused with { When = [.. refused.When, ("the list cannot be relied on, or does not have the page", (s, _) => CannotBeRead(s) | !IsListed(s, s.Failure.Folio.Value))] }
            : refused with { WhenAll = [new($"the list cannot be relied on, or is empty{(isTaken is null ? "" : ", or somebody has taken it")}", (s, x) => CannotBeRead(s) | !s.RawList[s.Failure.Folio.Value, x.Page, x.Slot], Page, Slot)] };
    }

    // folio_free_raw_hwp() drops all of the list; where only the entry of the page goes, whether that is the last decides about the flag.
    private Step<B, N>[] TakesBack<B, N>(
        (string Name, string Function, ControlPoint At, bool ThroughTranslation) step, (string, Func<State<B, N>, N, B>)[] when, Action<State<B, N>, N, N, N, N, B> then)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        Step<B, N> all = new FailureStep<B, N>(step.Name, step.Function, step.At)
        {
            When = [.. when, ("the list can be relied on", (s, h) => !s.Unreliable[h])],
            ThroughTranslation = step.ThroughTranslation,
            Then = (s, h, v, e, f) => End(s, h, v, e, f, isLast: true),
        };
        if (!TakesOneEntry)
        {
            return [all with { Parameters = [.. all.Parameters, Page, Slot], When = [.. all.When, ("the list has an entry", (s, x) => s.RawList[s.Failure.Folio.Value, x.Page, x.Slot])] }];
        }
        all = all with { When = [.. all.When, ("the list has the page", (s, _) => IsListed(s, s.Failure.Folio.Value))] };
        Step<B, N> one = new FailureStep<B, N>($"{step.Name}-in-part", step.Function, step.At)
        {
            When = [.. when, ("the list can be relied on, and has the page", (s, h) => !s.Unreliable[h] & IsListed(s, h))],
            ThroughTranslation = step.ThroughTranslation,
            Then = (s, h, v, e, f) => End(s, h, v, e, f, isLast: false),
        };
        return
        [
            all with { WhenAll = [new("the list has no other entry", (s, x) => !s.RawList[s.Failure.Folio.Value, x.Page, x.Slot] | IsAskedFor(s, x), Page, Slot)] },
            one with { Parameters = [.. one.Parameters, Page, Slot], When = [.. one.When, ("the list has another entry", (s, x) => s.RawList[s.Failure.Folio.Value, x.Page, x.Slot] & !IsAskedFor(s, x))] },
        ];

        void End(State<B, N> s, N h, N v, N e, N f, B isLast)
        {
            then(s, h, v, e, f, isLast);
            if (TakesOneEntry)
            {
                s.RawList[h, v, e] = false;
                s.UncountPoisonedIf(true, h, v, e);
            }
            else
            {
                s.RawList.Fill(h, false);
                s.UncountEntries(h);
            }
            if (AsksForAny && !TakesOneEntry)
            {
                s.Bad.Fill(h, false);
            }
            else
            {
                s.Bad[h, v, e] = false;
            }
            s.EndFailure(true);
        }
    }

    private Step<B, N>[] OfOrdinaryPages<B, N>((string, Func<State<B, N>, N, B>) isNot)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
    [
        new FailureStep<B, N>("unpoison-ordinary-page", "unpoison_memory(): put_page_back_buddy()", FailurePoints.Unpoisoning)
        {
            When = [isNot, ("the page is free, or was refused by the page allocator", IsWithNobody)],
            Then = (s, h, v, e, f) =>
            {
                s.PgHwpoison[s.Pte[h, v], e] = false;
                s.UncountPoisonedIf(true, h, v, e);
                s.Bad[h, v, e] = false;
                s.EndFailure(true);
            },
        },

        // On its way between hugetlb and the page allocator. Where it has a count, as from folio_ref_unfreeze() to its free, a reference of the head can be had, and two are dropped: he who frees it has lost his.
        new FailureStep<B, N>("unpoison-finds-compound", "unpoison_memory(): !get_page_unless_zero(p): folio_test_clear_hwpoison(folio)", FailurePoints.Unpoisoning)
        {
            When = [isNot, ("it is a compound page", (s, h) => s.IsCompound(h))],
            Then = (s, h, v, e, f) =>
            {
                var isHeldHead = v == 0 & e == 0 & s.Refcount[s.HeadFrame(h), 0] > 0;
                StealIf(s, h, RefusesUnfinished ? false : isHeldHead);
                ClearFlagOfHead(s, h, v, e, f);
            },
        },

        new FailureStep<B, N>("unpoison-gives-up", "unpoison_memory(): the page is just being given away, or has a user: -EBUSY", FailurePoints.Unpoisoning)
        {
            When = [isNot, ("it is neither a compound page nor free", (s, h) => !s.IsCompound(h) & !IsWithNobody(s, h))],
            Then = (s, h, v, e, f) => s.EndFailure(true),
        },
    ];

    private static B IsWithNobody<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => (s.At(h, Plain) & !s.Lent[h, s.Failure.Page.Value, s.Failure.Slot.Value]) | s.At(h, Points.BadPages);

    // Success is that a flag was set.
    private void ClearFlagOfHead<B, N>(State<B, N> s, N h, N v, N e, N frame)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        if (!RefusesUnfinished)
        {
            s.UncountPoisonedIf(s.PgHwpoison[s.HeadFrame(h), 0], h, v, e);
            s.Bad[h, v, e] = s.Bad[h, v, e] & !s.PgHwpoison[s.HeadFrame(h), 0];
            s.PgHwpoison[s.HeadFrame(h), 0] = false;
        }
        s.EndFailure(true);
    }

    private static B ClearHeadIf<B, N>(State<B, N> s, N h, B condition)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var wasSet = s.PgHwpoison[s.HeadFrame(h), 0];
        s.PgHwpoison[s.HeadFrame(h), 0] = wasSet & !condition;
        return wasSet & condition;
    }

    private static void Put<B, N>(State<B, N> s, N h, N references)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        var head = s.HeadFrame(h);
        var left = s.Refcount[head, 0] - references;
        var held = N.If(s.UserHolds[h], 1, 0) + N.If(s.HeldByFailure[h], 1, 0) + s.PinCount[h] + N.If(s.WalkerHoldsOn(h), 1, 0);
        var isStolen = left < held;
        s.Failure.Holds.Value = false;
        s.Refcount[head, 0] = N.If(isStolen, held, left);
        s.Inflight[h] = s.Inflight[h] | s.Refcount[head, 0] == 0;
        StealIf(s, h, isStolen);
    }

    // A hugepage with one reference less than it has users is freed under one of them. What becomes of that is not followed: the run ends there.
    private static void StealIf<B, N>(State<B, N> s, N h, B condition)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        s.StolenReference![h] = s.StolenReference[h] | condition;
        s.Oops.Value = s.Oops.Value | condition;
    }

    private static B IsListed<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => s.RawList[h, s.Failure.Page.Value, s.Failure.Slot.Value];

    private static B IsAskedFor<B, N>(State<B, N> s, At<N> x)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => x.Page == s.Failure.Page.Value & x.Slot == s.Failure.Slot.Value;
}
