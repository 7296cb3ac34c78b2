namespace Vmemmap.Model.Memory;

/// <content>How many hugepages the pool has and how many of them are surplus, where that is followed: nothing is done elsewhere.</content>
public sealed partial class State<B, N>
{
    /// <summary><c>h->surplus_huge_pages_node[nid]</c> is not 0: of the one node that there is.</summary>
    public B HasSurplus => SurplusHugepages is { } surplus ? surplus.Value > 0 : false;

    /// <summary>Its user has it mapped. What was made for a migration has a user, who does not have it mapped before it takes the place of another.</summary>
    public B HasMapped(N folio) => UserHolds[folio] & (Temporary is { } temporary ? !temporary[folio] : true);

    /// <summary><c>account_new_hugetlb_folio()</c>, or <c>add_hugetlb_folio()</c>: one more, as surplus or not.</summary>
    public void CountHugepage(B asSurplus)
    {
        if (AllHugepages is { } all)
        {
            all.Value = all.Value + 1;
            SurplusHugepages!.Value = SurplusHugepages.Value + N.If(asSurplus, 1, 0);
        }
    }

    /// <summary>What was made comes to who it was made for.</summary>
    public void HandOver(N folio)
    {
        if (CountedAs is { } counted)
        {
            counted[folio] = NewHugepage.Uncounted;
        }
    }

    /// <summary><c>add_hugetlb_folio()</c> of a hugepage that had left the pool.</summary>
    public void CountHugepageAgain(N folio)
    {
        if (BackAsSurplus is { } isBack)
        {
            CountHugepage(isBack[folio]);
            isBack[folio] = false;
        }
    }

    /// <summary><c>remove_hugetlb_folio(h, folio, adjust_surplus)</c>, where the condition holds. Nobody looks at the mark of a temporary one from here on: <c>add_hugetlb_folio()</c> erases it.</summary>
    /// <param name="folio">the hugepage.</param>
    /// <param name="condition">where it leaves the pool.</param>
    /// <param name="asSurplus">it takes a surplus along.</param>
    /// <param name="backAsSurplus">it is added as surplus if its vmemmap cannot be restored.</param>
    public void UncountHugepageIf(N folio, B condition, B asSurplus, B backAsSurplus)
    {
        if (AllHugepages is not { } all)
        {
            return;
        }
        Watched(() =>
        {
            all.Value = all.Value - N.If(condition, 1, 0);
            SurplusHugepages!.Value = SurplusHugepages.Value - N.If(condition & asSurplus, 1, 0);
        });
        Temporary![folio] = Temporary[folio] & !condition;
        BackAsSurplus![folio] = (BackAsSurplus[folio] & !condition) | (condition & backAsSurplus);
    }

    /// <summary><c>h->surplus_huge_pages++</c> of a hugepage that is counted already.</summary>
    public void CountSurplus() => Watched(() => SurplusHugepages!.Value = SurplusHugepages.Value + 1);

    // As long as no more were surplus than there were.
    private void Watched(Action count)
    {
        var (all, surplus) = (AllHugepages!, SurplusHugepages!);
        var wasSound = surplus.Value <= all.Value;
        count();
        SurplusLeft!.Value = SurplusLeft.Value | (wasSound & surplus.Value > all.Value & surplus.Value > 0);
    }

    /// <summary>What was made for a migration is given back: there is none to go to.</summary>
    public void ForgetTarget(N folio)
    {
        if (MigrationTarget is { } target)
        {
            target.Value = N.If(target.Value == folio, None.Nobody, target.Value);
        }
    }
}
