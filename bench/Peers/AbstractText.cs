using Vmemmap.Proofs.Export;

namespace Vmemmap.Bench.Peers;

/// <summary>The abstract model as it is printed for other model checkers: the very terms that our explorer walks.</summary>
public static class AbstractText
{
    /// <summary>The model ready to be printed.</summary>
    public static ExportedMachine Of(AbstractSize size, bool withInvariants) => ExportedMachine.Of(
        AbstractRecording.Of(size, withInvariants),
        $"The abstract model that model checkers are compared on: {size}.",
        "Pages are whole frames with one tag for their contents: 0 for none of meaning, 2h + 1 for the head of h, 2h + 2 for tails of h.");
}
