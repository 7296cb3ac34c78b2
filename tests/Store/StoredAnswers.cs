using Vmemmap.Proofs.Solver;
using Vmemmap.Proofs.Store;

namespace Vmemmap.Tests.Store;

/// <summary>A small store, and what becomes of the questions it answers when its text is changed.</summary>
internal static class StoredAnswers
{
    public static readonly IReadOnlyList<string> Terms = ["x", "(= x 1)"];

    /// <summary>The text of a store that answers every question of <see cref="CountingSolver.Truth"/>.</summary>
    public static string Text { get; } = Filled().Text();

    /// <summary>One line for each of these questions.</summary>
    public static IReadOnlyList<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A store to which all answers were added.</summary>
    public static AnswerStore Filled()
    {
        AnswerStore store = new();
        Ask(new StoredSolver(new CountingSolver(), store));
        return store;
    }

    /// <summary>All answers of a solver.</summary>
    public static IReadOnlyList<(string Question, SolverResult Result)> Ask(ISolver solver) =>
        [.. CountingSolver.Truth.Keys.Select(question => (question, solver.Check(question, Terms)))];

    /// <summary>Asks everything with a store of this text, requires the true answers, and tells how many came from the store.</summary>
    public static int FromStoreWith(string text)
    {
        CountingSolver solver = new();
        StoredSolver stored = new(solver, AnswerStore.Parse(text));

        Assert.Equal(Ask(new CountingSolver()).Select(Describe), Ask(stored).Select(Describe));
        Assert.Equal((CountingSolver.Truth.Count, stored.Questions - stored.FromStore), (stored.Questions, solver.Asked));
        return stored.FromStore;
    }

    private static string Describe((string Question, SolverResult Result) asked) =>
        $"{asked.Question}: {asked.Result.Answer}, {asked.Result.ResourcesUsed}, {string.Join("; ", asked.Result.Values.OrderBy(v => v.Key, StringComparer.Ordinal))}";
}
