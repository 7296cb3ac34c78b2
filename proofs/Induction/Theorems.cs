using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Proofs.Induction;

/// <summary>The theorem that was spoken of last on a thread: what is assumed for some values is the same for every step, and is written down once.</summary>
internal static class Theorems
{
    [ThreadStatic]
    private static (Design Design, Bug? Bug, TermBank Bank, Theorem Theorem)? last;

    /// <summary>The theorem of a design on this thread: the last one, if it is of this very design and bug and its terms are still those of the thread.</summary>
    public static Theorem Here(Design design, Bug? bug)
    {
        if (last is { } known && ReferenceEquals(known.Design, design) && ReferenceEquals(known.Bug, bug) && known.Bank == TermBank.Current)
        {
            return known.Theorem;
        }
        Theorem theorem = new(design, bug);
        last = (design, bug, TermBank.Current, theorem);
        return theorem;
    }
}
