namespace Vmemmap.Model.Kernel.Failure;

/// <summary>What every version of the record consists of: on the head while the page is seen to be hugetlb, else on the page's own struct page.</summary>
internal static class RecordSteps<B, N>
    where B : struct, ITruth<B> where N : struct, INumber<N, B>
{
    /// <summary>The page is seen not to be hugetlb.</summary>
    public static Step<B, N> SeesOrdinary() =>
        new FailureStep<B, N>("failure-sees-ordinary", "memory_failure(): !PageHuge(p)", FailurePoints.Reported)
        {
            When = [("!PageHuge(p)", (s, h) => !s.Hugetlb[h])],
            Then = (s, h, v, e, f) => s.GoTo(FailurePoints.Ordinary),
        };

    /// <summary>An ordinary page is flagged and taken from its user.</summary>
    /// <param name="from">where memory failure is then.</param>
    /// <param name="counts">a count of flagged pages goes up with it: who scans a block sees that.</param>
    /// <param name="more">what else must be the case.</param>
    public static Step<B, N> FlagsPage(ControlPoint from, bool counts = false, params (string Says, Func<State<B, N>, N, B> Holds)[] more) =>
        new FailureStep<B, N>("flag-page", "TestSetPageHWPoison(p)", from)
        {
            When = more,
            ThroughTranslation = true,
            Then = (s, h, v, e, f) =>
            {
                s.SetHwpoison(h, v, e, f);
                s.Lent[h, v, e] = false;
                if (counts)
                {
                    s.UnflaggedSince[h] = false;
                }
                s.EndFailure(true);
            },
        };

    /// <summary><c>TestSetPageHWPoison(head)</c>: the first error of a hugepage is handled, later ones return -EHWPOISON.</summary>
    public static void FlagHead(State<B, N> s, N h, N v, N e, B alreadyGivenUp)
    {
        var head = s.HeadFrame(h);
        var isLater = s.PgHwpoison[head, 0] | alreadyGivenUp;
        s.PgHwpoison[head, 0] = true;
        s.Strike(h, v, e, s.At(h, Points.InUse));
        s.GoTo(FailurePoints.Recorded);
        s.EndFailure(isLater);
    }
}
