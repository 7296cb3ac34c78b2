using System.Text.Json.Nodes;
using Vmemmap.Bench.Checkers;
using Vmemmap.Model.Designs;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;
using Vmemmap.Proofs.Store;
using Vmemmap.Tests.CommandLine;
using Vmemmap.Tests.Proofs;

namespace Vmemmap.Tests.Store;

/// <summary>What is proved, refuted and needed is the same with a store and without; only the time differs.</summary>
[Collection(CommandLineRuns.Name)]
public sealed class A_warm_run_equals_a_cold_one
{
    // Below the dearest obligations, so that some questions have no answer.
    private const uint SmallLimit = 10_000;

    [Theory]
    [InlineData(InductiveProver.DefaultResourceLimit)]
    [InlineData(SmallLimit)]
    public void An_induction_has_the_same_obligations_outcomes_and_resources(uint limit)
    {
        var z3 = SharedSolver.Of(limit);
        AnswerStore store = new();
        var without = Induction(z3);

        Assert.Equal(without, Induction(new StoredSolver(z3, store)));
        StoredSolver warm = new(z3, AnswerStore.Parse(store.Text()));
        Assert.Equal(without, Induction(warm));

        Assert.Contains("Failed", without, StringComparison.Ordinal);
        Assert.Equal(limit == SmallLimit, without.Contains("Undecided", StringComparison.Ordinal));
        Assert.Equal(limit != SmallLimit, warm.FromStore == warm.Questions);
        Assert.True(warm.FromStore > 0, "The text of an obligation differs from run to run.");
    }

    [Fact]
    public void Theorems_have_the_same_verdicts_numbers_and_resources()
    {
        Z3Solver z3 = new();
        AnswerStore store = new();
        // Values of examples and of counterexamples, and some that have none.
        ArithmeticTheorem[] theorems =
            [.. ArithmeticTheorems.All.Where(t => t.Expected == Answer.Satisfiable), .. ArithmeticMistakes.All, .. ArithmeticTheorems.All.Take(2)];
        var without = Theorems(theorems, z3);

        Assert.Equal(without, Theorems(theorems, new StoredSolver(z3, store)));
        StoredSolver warm = new(z3, AnswerStore.Parse(store.Text()));
        Assert.Equal(without, Theorems(theorems, warm));

        Assert.Equal(warm.Questions, warm.FromStore);
        Assert.Contains(without, t => t.Contains(" = ", StringComparison.Ordinal));
    }

    [Fact]
    public void The_command_prints_the_same_verdicts_and_says_how_many_answers_came_from_the_store()
    {
        using TemporaryDirectory store = new();

        var cold = Verify("--store", store.Path);
        var warm = Verify("--store", store.Path);
        var fresh = Verify("--store", store.Path, "--fresh");

        Assert.All([warm, fresh], run => Assert.Equal((cold.ExitCode, "", Verdicts(cold)), (run.ExitCode, run.Error, Verdicts(run))));
        var questions = (int)Summary(cold)["questions"]!;
        Assert.True(questions > 100, $"There are {questions} questions.");
        Assert.All([cold, warm, fresh], run => Assert.Equal(questions, (int)Summary(run)["questions"]!));
        Assert.Equal((0, 0), ((int)Summary(cold)["fromStore"]!, (int)Summary(fresh)["fromStore"]!));
        Assert.Equal(questions, (int)Summary(warm)["fromStore"]!);
    }

    private static Invocation Verify(params string[] more) => Invocation.Of(["--design", "corrected-5.18", "--json", .. more]);

    private static JsonNode Summary(Invocation run) => JsonNode.Parse(run.Lines[^1])!;

    private static string Verdicts(Invocation run) => string.Join('\n', run.Lines.Select(line =>
    {
        var verdict = JsonNode.Parse(line)!.AsObject();
        verdict.Remove("seconds");
        verdict.Remove("fromStore");
        verdict.Remove("repeated");
        return verdict.ToJsonString();
    }));

    private static string Induction(ISolver solver)
    {
        var result = new InductiveProver(Rfc2020.Design, solver: solver).Prove(new HashSet<string>());
        return string.Join('\n',
            result.Proved.Order(StringComparer.Ordinal)
                .Concat(result.Obligations.Concat(result.Obstacles).Select(o => $"{o with { Seconds = 0 }}")));
    }

    private static List<string> Theorems(IEnumerable<ArithmeticTheorem> theorems, ISolver solver) =>
        [.. theorems.Select(t => ArithmeticTheorems.Prove(t, solver)).Select(t => $"{t}, {t.Label}, {t.ResourcesUsed}")];
}
