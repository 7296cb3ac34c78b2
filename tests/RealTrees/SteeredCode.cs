using System.Globalization;
using Vmemmap.Kernel.Build;
using Vmemmap.Kernel.Replaying;
using Vmemmap.Kernel.Runs;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Traces;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Tests.RealTrees;

/// <summary>The code of a tree, steered along a counterexample that is typed by hand.</summary>
internal static class SteeredCode
{
    /// <summary>How far it goes.</summary>
    /// <param name="variable">names the tree.</param>
    /// <param name="design">the design that its code is bound to.</param>
    /// <param name="invariant">what is violated.</param>
    /// <param name="steps">the counterexample: of each step the name, the base page (page.slot) and the frame that it is about.</param>
    public static ReplayedOnCode Along(string variable, Design design, string invariant, string steps)
    {
        using Laboratory laboratory = new(HarnessBuild.Of(Tree.Opened(variable), Tree.Cache), design, refines: true);
        Trace trace = new(design.Name, null, design.SmallScope, [.. steps.Split(' ').Select(MoveOf)], invariant, default);
        return ReplayOnCode.Go(trace, laboratory, null, CancellationToken.None);
    }

    private static Move MoveOf(string text)
    {
        var words = text.Split(':', '.', '/');
        var numbers = words.Skip(1).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).Concat([0, 0, 0]).ToList();
        return new(words[0], default(At<Num>).With(Index.Page, numbers[0]).With(Index.Slot, numbers[1]).With(Index.Frame, numbers[2]));
    }
}
