using Vmemmap.Proofs.Solver;

namespace Vmemmap.Proofs.Arithmetic;

/// <summary>A number that a reader wants to see in a counterexample or an example.</summary>
/// <param name="Name">what it is, with its unit.</param>
/// <param name="Term">the SMT-LIB term that computes it.</param>
public sealed record Witness(string Name, string Term);

/// <summary>One question to the solver.</summary>
/// <param name="Label">which case of the theorem it settles.</param>
/// <param name="Assumptions">SMT-LIB declarations, definitions and assertions that set the scene.</param>
/// <param name="Question">what is asked for in that scene: an SMT-LIB formula.</param>
/// <param name="Witnesses">the numbers to show if it can be had.</param>
public sealed record ArithmeticQuery(string Label, string Assumptions, string Question, IReadOnlyList<Witness> Witnesses)
{
    /// <summary>The whole question as one self-contained SMT-LIB 2 text.</summary>
    public string Text => $"{Assumptions}\n(assert {Question})\n";

    /// <summary>The scene alone, which must be possible: nothing is proved about a scene that cannot be.</summary>
    public string Scene => $"{Assumptions}\n";
}

/// <summary>A fact about addresses on the machine's 64-bit words, wrap-around included.</summary>
/// <param name="Name">short, of lower-case words joined by hyphens.</param>
/// <param name="Sentence">the fact in plain words.</param>
/// <param name="Origin">where it comes from: a kernel function, a document, a mail.</param>
/// <param name="Expected">
/// <see cref="Answer.Unsatisfiable"/> where the questions ask for a counterexample, <see cref="Answer.Satisfiable"/> where they ask for an example.
/// </param>
/// <param name="Queries">the questions; the fact holds if each is answered as expected.</param>
public sealed record ArithmeticTheorem(string Name, string Sentence, string Origin, Answer Expected, IReadOnlyList<ArithmeticQuery> Queries)
{
    /// <summary>A fact that holds for all addresses and sizes of a scene.</summary>
    /// <param name="name">see <see cref="Name"/>.</param>
    /// <param name="sentence">see <see cref="Sentence"/>.</param>
    /// <param name="origin">see <see cref="Origin"/>.</param>
    /// <param name="scene">the addresses and sizes.</param>
    /// <param name="claims">its parts: SMT-LIB formulas, each with a label.</param>
    public static ArithmeticTheorem Always(
        string name, string sentence, string origin, Scene scene, params IEnumerable<(string Label, string Claim)> claims) =>
        new(name, sentence, origin, Answer.Unsatisfiable,
            [.. claims.Select(part => new ArithmeticQuery(part.Label, scene.Text, $"(not {part.Claim})", scene.Witnesses))]);

    /// <summary>A fact of the kind "this can happen", one example per scene.</summary>
    /// <param name="name">see <see cref="Name"/>.</param>
    /// <param name="sentence">see <see cref="Sentence"/>.</param>
    /// <param name="origin">see <see cref="Origin"/>.</param>
    /// <param name="events">what can happen in which scene, each with a label.</param>
    public static ArithmeticTheorem Possible(
        string name, string sentence, string origin, params IEnumerable<(string Label, Scene Scene, string Event)> events) =>
        new(name, sentence, origin, Answer.Satisfiable,
            [.. events.Select(part => new ArithmeticQuery(part.Label, part.Scene.Text, part.Event, part.Scene.Witnesses))]);
}
