using System.Collections.Concurrent;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Induction;

namespace Vmemmap.Proofs.Export;

/// <summary>One obligation as a self-contained SMT-LIB 2 script that any solver can check.</summary>
/// <param name="Design">name of the design.</param>
/// <param name="Step">name of the step, or "initially" or "implied".</param>
/// <param name="Invariant">name of the invariant.</param>
/// <param name="Script">the script: what it is about, the expected answer, declarations, assertions, (check-sat).</param>
public sealed record ExportedObligation(string Design, string Step, string Invariant, string Script)
{
    /// <summary>A file name that is unique among all obligations.</summary>
    public string FileName => $"{Design}.{Step}.{Invariant}.smt2";

    /// <summary>All obligations of the proofs of a design, in a fixed order.</summary>
    /// <exception cref="UnprovedObligationException">an obligation is not proved: there is no answer to expect.</exception>
    public static IReadOnlyList<ExportedObligation> Of(Design design, int threads = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        ConcurrentDictionary<(string Step, string Invariant), string> texts = [];
        var prover = new InductiveProver(design, threads: threads) { Settled = (obligation, text) => texts[(obligation.Step, obligation.Invariant)] = text };
        var result = prover.Prove(design.Refuted.Select(r => r.Invariant).ToHashSet(), cancellation);
        if (result.Obligations.FirstOrDefault(o => o.Outcome != Outcome.Proved) is { } open)
        {
            throw new UnprovedObligationException($"{design.Name}: {open.Invariant} after {open.Step} is not proved, so there is no answer to expect from other solvers.");
        }
        return [.. result.Obligations.Select(o => new ExportedObligation(design.Name, o.Step, o.Invariant, ScriptOf(design, o, texts[(o.Step, o.Invariant)])))];
    }

    private static string ScriptOf(Design design, Obligation obligation, string text)
    {
        var about = obligation.Step switch
        {
            Obligation.Initially => $"{obligation.Invariant} holds initially",
            Obligation.Implied => $"{obligation.Invariant} follows from the lemmas",
            _ => $"{obligation.Step} preserves {obligation.Invariant}",
        };
        return $"; {design.Name}: {about}. Asserted are the assumptions and the negation: no model may exist.\n(set-info :status unsat)\n{text}(check-sat)\n";
    }
}

/// <summary>An obligation that was to be written out is not proved. The message is one sentence.</summary>
public sealed class UnprovedObligationException(string message) : Exception(message);
