using Vmemmap.Proofs.Solver;
using Vmemmap.Proofs.Store;

namespace Vmemmap.Tests.Store;

/// <summary>A store answers the question that was asked before, and no other.</summary>
[Trait("Category", "Fast")]
public sealed class Which_questions_are_answered
{
    private const string Question = "(assert false)";

    [Fact]
    public void The_same_questions_are_answered_with_the_same_values_and_effort_and_the_solver_is_not_asked() =>
        Assert.Equal(CountingSolver.Truth.Count, StoredAnswers.FromStoreWith(StoredAnswers.Text));

    [Theory]
    [InlineData("(assert false) ")]
    [InlineData("(assert  false)")]
    [InlineData("(assert False)")]
    [InlineData("(assert true)")]
    [InlineData("")]
    public void A_text_that_differs_in_a_character_is_asked(string text) => Assert.Equal(1, Asked(text));

    [Theory]
    [InlineData("fake 1.1, rlimit=10")]
    [InlineData("fake 1.0, rlimit=11")]
    [InlineData("")]
    public void Another_version_or_limit_is_asked(string identity) => Assert.Equal(1, Asked(Question, identity));

    [Fact]
    public void The_identity_of_Z3_tells_its_version_and_its_limit()
    {
        Assert.Contains(Z3Solver.Version, new Z3Solver(7).Identity, StringComparison.Ordinal);
        Assert.NotEqual(new Z3Solver(7).Identity, new Z3Solver(8).Identity);
        Assert.Equal(new Z3Solver(7).Identity, new Z3Solver(7).Identity);
    }

    [Theory]
    [InlineData]
    [InlineData("x")]
    [InlineData("(= x 1)", "x")]
    [InlineData("x(= x 1)")]
    [InlineData("x", "(= x 1)", "")]
    public void A_question_for_other_values_is_asked(params string[] terms) => Assert.Equal(1, Asked(Question, terms: terms));

    [Fact]
    public void The_parts_of_a_question_do_not_run_into_each_other()
    {
        AnswerStore store = new();
        new StoredSolver(new CountingSolver("fake"), store).Check(Question);
        CountingSolver other = new("fake" + Question[..1]);

        new StoredSolver(other, AnswerStore.Parse(store.Text())).Check(Question[1..]);

        Assert.Equal(1, other.Asked);
    }

    [Fact]
    public void That_a_solver_gave_up_is_not_kept()
    {
        const string Hard = "(assert (hard))";
        AnswerStore store = new();

        Assert.Equal(Answer.Unknown, new StoredSolver(new CountingSolver(), store).Check(Hard).Answer);

        Assert.Empty(store.Text());
        Assert.False(store.IsChanged);
    }

    [Fact]
    public void What_a_run_found_out_itself_is_not_taken_from_the_store()
    {
        CountingSolver solver = new();
        StoredSolver stored = new(solver, new AnswerStore());

        stored.Check(Question);
        stored.Check(Question);

        Assert.Equal((2, 2, 0), (solver.Asked, stored.Questions, stored.FromStore));
    }

    [Fact]
    public void A_question_that_a_run_asks_again_is_asked_once()
    {
        CountingSolver solver = new();
        RememberingSolver remembering = new(solver);
        StoredSolver stored = new(remembering, new AnswerStore());

        var (first, again) = (stored.Check(Question, StoredAnswers.Terms), stored.Check(Question, StoredAnswers.Terms));
        stored.Check(Question);

        Assert.Same(first, again);
        Assert.Equal((2, 3, 1), (solver.Asked, stored.Questions, remembering.Repeated));
    }

    [Fact]
    public void What_is_supposed_is_part_of_a_question_and_what_of_it_was_needed_of_the_answer()
    {
        AnswerStore store = new();
        const string question = "(assert false)";
        new StoredSolver(new CountingSolver(), store).Check(question, valuesOf: null, ["a0", "a1"]);

        CountingSolver solver = new();
        StoredSolver stored = new(solver, AnswerStore.Parse(store.Text()));

        Assert.Equal(["a0", "a1"], stored.Check(question, valuesOf: null, ["a0", "a1"]).Core);
        Assert.Equal((0, 1), (solver.Asked, stored.FromStore));
        stored.Check(question, valuesOf: null, ["a0"]);
        stored.Check(question, ["a0", "a1"]);
        stored.Check(question);
        Assert.Equal(3, solver.Asked);
    }

    [Fact]
    public void A_store_keeps_the_answers_that_a_run_did_not_need()
    {
        var store = AnswerStore.Parse(StoredAnswers.Text);
        new StoredSolver(new CountingSolver("fake 2.0"), store).Check(Question);

        var text = store.Text();

        Assert.True(store.IsChanged);
        Assert.Equal(CountingSolver.Truth.Count, StoredAnswers.FromStoreWith(text));
    }

    [Fact]
    public void A_store_does_not_grow_without_end_and_what_was_used_last_stays()
    {
        AnswerStore full = new();
        for (var version = 0; version < AnswerStore.MostAnswers; version++)
        {
            new StoredSolver(new CountingSolver($"fake {version}"), full).Check(Question);
        }
        var store = AnswerStore.Parse(full.Text());
        new StoredSolver(new CountingSolver("fake new"), store).Check(Question);

        var text = store.Text();

        Assert.Equal(AnswerStore.MostAnswers, text.Count(c => c == '\n'));
        CountingSolver solver = new("fake new");
        new StoredSolver(solver, AnswerStore.Parse(text)).Check(Question);
        Assert.Equal(0, solver.Asked);
    }

    private static int Asked(string text, string? identity = null, IReadOnlyList<string>? terms = null)
    {
        var solver = identity is null ? new CountingSolver() : new CountingSolver(identity);
        new StoredSolver(solver, AnswerStore.Parse(StoredAnswers.Text)).Check(text, terms ?? StoredAnswers.Terms);
        return solver.Asked;
    }
}
