using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Machine;
using static Vmemmap.Model.Logic.Index;

namespace Vmemmap.Model.Operations;

/// <summary>
/// A hardware error is reported for a base page. mm/memory-failure.c <c>memory_failure()</c>: one at a time (mf_mutex), while everything else
/// goes on. How an error in a hugetlb page is recorded differs from design to design: <see cref="FailureRecording{B, N}"/>.
/// </summary>
internal static class MemoryFailure<B, N>
    where B : struct, ITruth<B>
    where N : struct, INumber<N, B>
{
    public static IEnumerable<Step<B, N>> Steps(Design design)
    {
        yield return new("memory-failure", "memory_failure()", [Folio, Page, Slot], [At(Failure.Idle)],
            (s, x) =>
            {
                var (h, v, e) = (x.Folio, x.Page, x.Slot);
                NoteUser(s, h, v, e, !s.Bad[h, v, e] & (s.Stage[h] == Stage.InUse | s.Lent[h, v, e]));
                s.Bad[h, v, e] = true;
                s.FailureFolio.Value = h;
                s.FailurePage.Value = v;
                s.FailureSlot.Value = e;
                s.FailureStage.Value = Failure.Reported;
            });

        foreach (var step in FailureRecording<B, N>.Steps(design))
        {
            yield return step;
        }

        foreach (var step in Handling(design))
        {
            yield return step;
        }

        // Frames of vmemmap are ordinary kernel pages: flagged and left alone. In the allocator or with a user they are taken away at once.
        yield return new("memory-failure-of-frame", "memory_failure() of a frame", [Frame], [At(Failure.Idle)],
            (s, x) =>
            {
                s.FrameBad[x.Frame] = true;
                s.Owner[x.Frame] = N.If(s.Owner[x.Frame] == Owner.Buddy | s.Owner[x.Frame] == Owner.User, Owner.Retired, s.Owner[x.Frame]);
            });
    }

    // memory_failure_hugetlb() after the record: users lose the page, and a hugepage that nobody holds is dissolved.
    private static IEnumerable<Step<B, N>> Handling(Design design)
    {
        Conjunct<B, N>[] translated = design.Memory == FailureRule.Alias ? [FailureTranslated] : [];
        IReadOnlyList<Logic.Index> parameters = design.Memory == FailureRule.Alias ? [Frame] : [];

        yield return new("dissolve-free-page", "dissolve_free_huge_page(p)", parameters,
            [At(Failure.Recorded), InPool, .. HandlesFreeTails(design) ? [] : new[] { IsHead }, .. translated],
            (s, x) => DissolveFailedPage(s, x.Frame));

        yield return new("unmap-users", "hwpoison_user_mappings()", [],
            [
                At(Failure.Recorded),
                new("the hugepage is in use and mapped", (s, _) => s.UserHolds[s.FailureFolio.Value]),
            ],
            (s, _) =>
            {
                s.UserHolds[s.FailureFolio.Value] = false;
                Pool<B, N>.Put(s, s.FailureFolio.Value, 1);
                s.FailureStage.Value = Failure.Unmapped;
            });

        yield return new("dissolve-unmapped-page", "me_huge_page(): dissolve_free_huge_page(p)", parameters, [At(Failure.Unmapped), InPool, .. translated],
            (s, x) => DissolveFailedPage(s, x.Frame));

        yield return new("memory-failure-ends", "memory_failure(): -EBUSY, or the page is left alone", [],
            [new("memory failure is 'recorded' or 'unmapped'", (s, _) => s.FailureStage.Value == Failure.Recorded | s.FailureStage.Value == Failure.Unmapped)],
            (s, _) => End(s, true));

        if (design.Memory != FailureRule.Alias)
        {
            yield return new("dissolve-returned", "dissolve_free_huge_page() returned", [],
                [At(Failure.Dissolving), new("the hugepage is dissolved or back in the pool", (s, _) => s.RawPage[s.FailureFolio.Value] == None.Nobody)],
                (s, _) => End(s, true));
        }
    }

    /// <summary>Memory failure has got there.</summary>
    public static Conjunct<B, N> At(int stage) =>
        new($"memory failure is '{Failure.Values.Show(stage)}'", (s, _) => s.FailureStage.Value == stage);

    /// <summary>A CPU may translate the failed page's struct page to the parameters' frame.</summary>
    public static Conjunct<B, N> FailureTranslated { get; } =
        new("a CPU may hold this translation", (s, x) => s.Reaches(s.FailureFolio.Value, s.FailurePage.Value, x.Frame));

    private static Conjunct<B, N> InPool { get; } =
        new("the hugepage is free in the pool", (s, _) => s.Stage[s.FailureFolio.Value] == Stage.Pool);

    private static Conjunct<B, N> IsHead { get; } =
        new("the failed page is the head", (s, _) => s.FailurePage.Value == 0 & s.FailureSlot.Value == 0);

    // Up to v5.16 memory_failure_hugetlb() gave up on a tail of a free hugepage: having set the flag of the head itself, it took it for
    // that of another error ("race with other subpage"). Fixed by "mm/hwpoison: fix condition in free hugetlb page path", 2021-12.
    private static bool HandlesFreeTails(Design design) => design.Memory is FailureRule.HeadFlagLocked or FailureRule.RawList;

    /// <summary>Memory failure found a user of the page: it is unmapped from him and he is told.</summary>
    public static void NoteUser(State<B, N> s, N h, N v, N e, B found) => s.Struck[h, v, e] = s.Struck[h, v, e] | found;

    /// <summary>
    /// <c>SetPageHWPoison(page)</c> on the page's own struct page, through one translation. A translation older than the page table has the
    /// permission of its time: the folio's own frames were mapped writable, the shared frame like all shared tails.
    /// </summary>
    public static void FlagPage(State<B, N> s, N h, N v, N e, N frame)
    {
        var isCurrent = frame == s.Pte[h, v];
        var isSharedFrame = frame == s.SharedFrame(h);
        var olderMayWrite = s.Design.TailsWritable ? true : !isSharedFrame;
        var mayWrite = (isCurrent & s.Writable[h, v]) | (!isCurrent & olderMayWrite);
        var goesToSharedTail = v >= s.Design.KeptPages & isSharedFrame;
        s.PgHwpoison[frame, e] = s.PgHwpoison[frame, e] | mayWrite;
        s.StrayStore[h] = s.StrayStore[h] | goesToSharedTail | !mayWrite;
    }

    /// <summary><c>memory_failure()</c> returns where the condition holds: nothing is left of what it worked on.</summary>
    public static void End(State<B, N> s, B ends)
    {
        s.FailureStage.Value = N.If(ends, Failure.Idle, s.FailureStage.Value);
        s.FailureFolio.Value = N.If(ends, None.Nobody, s.FailureFolio.Value);
        s.FailurePage.Value = N.If(ends, None.Nobody, s.FailurePage.Value);
        s.FailureSlot.Value = N.If(ends, 0, s.FailureSlot.Value);
    }

    private static void DissolveFailedPage(State<B, N> s, N frame)
    {
        var (h, v, e) = (s.FailureFolio.Value, s.FailurePage.Value, s.FailureSlot.Value);
        s.RawPage[h] = v;
        s.RawSlot[h] = e;
        if (s.Design.Memory == FailureRule.Alias)
        {
            MoveFlagThroughAlias(s, h, v, e, frame);
        }
        Dissolve<B, N>.Remove(s, h);
        // The RFC frees hugepages from a workqueue: memory failure does not wait for it.
        s.FailureStage.Value = Failure.Dissolving;
        End(s, s.Design.Memory == FailureRule.Alias);
    }

    // v5.9 dissolve_free_huge_page() moves the flag as soon as the hugepage leaves the pool: its tails are still shared then.
    private static void MoveFlagThroughAlias(State<B, N> s, N h, N v, N e, N frame)
    {
        var isHead = v == 0 & e == 0;
        var head = s.HeadFrame(h);
        FlagPage(s, h, v, e, frame);
        s.PgHwpoison[head, 0] = s.PgHwpoison[head, 0] & isHead;
    }
}
