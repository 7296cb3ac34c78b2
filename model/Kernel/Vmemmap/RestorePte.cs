namespace Vmemmap.Model.Kernel.Vmemmap;

/// <summary>
/// One tail page after the other gets a frame of its own again: copy, reset, map. Here for frames just allocated, which nobody can reach: each is written in one step. The rollback of a
/// failed optimise walks with the same callback, over frames that CPUs may still translate to (<see cref="RollBack"/>). mm/sparse-vmemmap.c <c>vmemmap_restore_pte()</c> (v5.14,
/// ad2fa3717b74), <c>reset_struct_pages()</c> (v5.18, e7d324850bfc). The machine's steps become visible in order: on x86 stores are (v5.14 has no barrier between copy and set_pte, v6.1 an smp_wmb).
/// </summary>
/// <param name="Resets">
/// the shared frame begins with the head, so a copy of it has to be made a page of tails (v5.18). Not so in 6.12.115 and later, where the copy stays as it is, with PG_head and the type of the head, and what hugetlb
/// keeps in its first struct pages. Whoever asks such a struct page for its head while the key of the fake-head test is off is given itself; memory failure, here, takes it for an ordinary page then, where the kernel would take it for
/// a hugepage: either flags that struct page, and what the kernel does beyond that to the struct pages behind it is not followed.
/// </param>
/// <param name="FromOneSlot">each struct page is reset to the same one, as the source pointer is not advanced (v5.18 to v6.0); else to those that follow (v6.1: one memcpy()).</param>
/// <param name="FromLastTail">
/// each struct page of the frame becomes a copy of the last one of the head's page, which is read where the head's page is mapped: the source is compound_head() of the first struct page of the page that the walk is at, and 63 more (c0b495b91a47, in 7.1-rc1 to rc6;
/// c7bde43f6daf, v7.1, copies the frame that is mapped). What stands there in a hugepage is a tail like any other. A load from a frame that is being filled so returns what was there or a word of a tail; the zone's frame has those too, and stands for the source.
/// </param>
[KernelFunction("vmemmap_restore_pte()", "ad2fa3717b74 (v5.14), e7d324850bfc (v5.18), mm/sparse-vmemmap.c; 6.12.118, mm/hugetlb_vmemmap.c; FromLastTail: c0b495b91a47 (v7.1-rc1), mm/hugetlb_vmemmap.c")]
public sealed record RestorePte(bool Resets, bool FromOneSlot = false, bool FromLastTail = false) : Part
{
    public override bool CopiesLastTail => FromLastTail;

    public override IReadOnlyList<ControlPoint> Visits => [Restoring];

    public override bool LeavesCopies => !Resets;

    public override IEnumerable<Step<B, N>> Steps<B, N>(PartList parts)
    {
        Step<B, N> reset = new HugepageStep<B, N>("reset-struct-page", "reset_struct_pages()", Restoring)
        {
            When = [("a struct page is left to reset", (s, h) => s.Reset[h] >= 0 & s.Reset[h] < s.ResetCount)],
            Then = (s, h) =>
            {
                s.CopyFlags(s.ListFront(h), s.Reset[h], SourceOf(s, s.Reset[h]));
                s.CopyRest(s.ListFront(h), s.Reset[h], SourceOf(s, s.Reset[h]));
                s.Reset[h] = s.Reset[h] + 1;
            },
        };
        return
        [
            new HugepageStep<B, N>("copy-tail-page", "vmemmap_restore_pte(): copy_page()", Restoring)
            {
                When = Begins<B, N>(),
                Then = (s, h) =>
                {
                    Write(s, h);
                    s.Reset[h] = 0;
                },
            },

            // A copy of the head must become a tail; a copy of a tail is one.
            .. Resets ? [reset] : Array.Empty<Step<B, N>>(),

            new HugepageStep<B, N>("map-tail-page", "vmemmap_restore_pte(): set_pte_at()", parts.Has<RollBack>() ? [RollingBack, Restoring] : [Restoring])
            {
                When = [.. parts.OfType<RollBack>().SelectMany(rollback => rollback.OfTails<B, N>()), IsWritten<B, N>()],
                Then = (s, h) =>
                {
                    var v = s.Cursor[h];
                    var frame = s.TakeFront(h);
                    s.SetPte(h, v, frame, true);
                    s.Owner[frame] = Owner.Vmemmap;
                    s.OwnerIndex[frame] = v;
                    s.Cursor[h] = v + 1;
                    s.Reset[h] = Writing.NotBegun;
                },
            },
        ];
    }

    /// <summary>When the frame for the page that the walk is at may be mapped.</summary>
    public (string Says, Func<State<B, N>, N, B> Holds) IsWritten<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => ("the frame is written", (s, h) => s.Reset[h] == (Resets ? s.ResetCount : 0));

    /// <summary>When the copy of the next page may begin, be it of a restore or of a rollback.</summary>
    public static IReadOnlyList<(string Says, Func<State<B, N>, N, B> Holds)> Begins<B, N>()
        where B : struct, ITruth<B> where N : struct, INumber<N, B> =>
        [
            ("an entry is left to change", (s, h) => s.Cursor[h] < s.WalkEnd[h]),
            ("a frame is left in the list", (s, h) => s.ListLength[h] > 0),
            ("the frame is not yet written", (s, h) => s.Reset[h] == Writing.NotBegun),
        ];

    /// <summary>The frame at the front of the list is written.</summary>
    public void Write<B, N>(State<B, N> s, N h)
        where B : struct, ITruth<B> where N : struct, INumber<N, B>
    {
        if (FromLastTail)
        {
            s.FillPage(s.ListFront(h), s.HeadFrame(h), s.Slots - 1);
        }
        else
        {
            s.CopyPage(s.ListFront(h), s.CopySource(h));
        }
    }

    /// <summary>The slot whose struct page another one is reset to.</summary>
    public N SourceOf<B, N>(State<B, N> s, N slot)
        where B : struct, ITruth<B> where N : struct, INumber<N, B> => FromOneSlot ? s.ResetCount : slot + s.ResetCount;
}
