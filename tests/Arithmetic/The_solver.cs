using Vmemmap.Proofs.Solver;

namespace Vmemmap.Tests.Arithmetic;

/// <summary>The solver answers both ways, tells values, keeps to its limit and refuses what it does not understand.</summary>
[Trait("Category", "Fast")]
public sealed class The_solver
{
    private const string Small = """
        (set-logic ALL)
        (declare-const x (_ BitVec 8))
        (declare-fun frame (Int) Int)
        (declare-const pte (Array Int Int))
        (define-fun next ((y (_ BitVec 8))) (_ BitVec 8) (bvadd y #x01))
        (assert (= x #x0f))
        (assert (= (frame 3) 7))
        (assert (= (select pte 2) (frame 3)))
        """;

    // Factors of a 64-bit product: more than a few thousand steps away.
    private const string Hard = """
        (declare-const a (_ BitVec 64))
        (declare-const b (_ BitVec 64))
        (assert (= (bvmul a b) #x0123456789abcdf1))
        (assert (and (bvult #x0000000000000001 a) (bvult a #x0000000100000000)))
        (assert (and (bvult #x0000000000000001 b) (bvult b #x0000000100000000)))
        """;

    [Fact]
    public void Contradictory_assertions_are_unsatisfiable() =>
        Assert.Equal(Answer.Unsatisfiable, new Z3Solver().Check(Small + "\n(assert (= x #x00))").Answer);

    [Fact]
    public void Values_of_terms_come_back_as_Z3_prints_them()
    {
        SolverResult result = new Z3Solver().Check(Small, ["x", "(next x)", "(select pte 2)", "(frame 3)", "(= x #x0f)", "(bvult x #x0f)"]);

        Assert.Equal(Answer.Satisfiable, result.Answer);
        Assert.Equal("#x0f", result.Values["x"]);
        Assert.Equal("#x10", result.Values["(next x)"]);
        Assert.Equal("7", result.Values["(select pte 2)"]);
        Assert.Equal("7", result.Values["(frame 3)"]);
        Assert.Equal("true", result.Values["(= x #x0f)"]);
        Assert.Equal("false", result.Values["(bvult x #x0f)"]);
    }

    [Fact]
    public void Values_can_be_asked_for_in_a_logic_without_integers()
    {
        SolverResult result = new Z3Solver().Check("(set-logic QF_BV)\n(declare-const x (_ BitVec 64))\n(assert (= x #x0000000000000005))", ["x"]);

        Assert.Equal("#x0000000000000005", result.Values["x"]);
    }

    [Fact]
    public void Asking_for_values_changes_neither_the_answer_nor_the_effort()
    {
        var solver = new Z3Solver();

        Assert.Equal(solver.Check(Small).ResourcesUsed, solver.Check(Small, ["x"]).ResourcesUsed);
    }

    [Fact]
    public void Tells_which_suppositions_an_answer_needed_and_supposes_nothing_unasked()
    {
        const string text = "(declare-const x Int)(declare-fun a0 () Bool)(declare-fun a1 () Bool)(declare-fun a2 () Bool)\n(assert (and (> x 1) (=> a0 (< x 9)) (=> a1 (< x 1)) (=> a2 (> x 3))))";
        var solver = new Z3Solver();

        Assert.Equal(["a1"], solver.Check(text, valuesOf: null, ["a0", "a1", "a2"]).Core);
        Assert.Equal(Answer.Satisfiable, solver.Check(text, valuesOf: null, ["a0", "a2"]).Answer);
        Assert.Equal(Answer.Satisfiable, solver.Check(text).Answer);
    }

    [Fact]
    public void The_limit_is_an_effort_and_the_same_on_every_run_and_thread()
    {
        var solver = new Z3Solver(resourceLimit: 200_000);
        var results = new SolverResult[8];

        Parallel.For(0, results.Length, index => results[index] = solver.Check(Hard));

        Assert.All(results, result => Assert.Equal(Answer.Unknown, result.Answer));
        Assert.Single(results.Select(result => result.ResourcesUsed).Distinct());
    }

    [Fact]
    public void Several_threads_get_the_answers_of_their_own_questions()
    {
        var solver = new Z3Solver();

        Parallel.For(0, 200, index =>
        {
            SolverResult result = solver.Check($"(declare-const x Int)\n(assert (= (+ x 1) {index}))\n(assert (> x 99))", ["x"]);
            Assert.Equal(index > 100 ? Answer.Satisfiable : Answer.Unsatisfiable, result.Answer);
            if (index > 100)
                Assert.Equal($"{index - 1}", result.Values["x"]);
        });
    }

    [Theory]
    [InlineData("(assert true", "The query ends with 1 parenthesis(es) open.")]
    [InlineData("; (\n(assert true))", "The query closes a parenthesis in line 2 that was never opened.")]
    [InlineData("hello", "The query has 'h' outside a command in line 1.")]
    [InlineData("(assert false)\n(exit)", "The query has the command 'exit' in line 2; only declarations, definitions and assertions are allowed.")]
    [InlineData("(push)(assert false)(pop)", "The query has the command 'push' in line 1; only declarations, definitions and assertions are allowed.")]
    public void A_malformed_query_is_refused_in_one_sentence(string query, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<MalformedQueryException>(() => new Z3Solver().Check(query)).Message);

    [Fact]
    public void An_unknown_name_is_refused_with_its_place()
    {
        string message = Assert.Throws<MalformedQueryException>(() => new Z3Solver().Check("(assert (= y 1))\n(assert (= z 1))")).Message;

        Assert.StartsWith("Z3 cannot read the query: ", message, StringComparison.Ordinal);
        Assert.Contains("line 1", message, StringComparison.Ordinal);
        Assert.Contains("unknown constant y", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Parentheses_in_comments_strings_and_quoted_symbols_do_not_count() =>
        Assert.Equal(Answer.Satisfiable, new Z3Solver().Check("; )\n(set-info :source |a ) b|)\n(declare-const |p (| Bool)\n(assert |p (|)").Answer);

    [Fact]
    public void A_value_of_an_unknown_term_is_refused() =>
        Assert.StartsWith(
            "Z3 cannot read a term whose value is wanted: ",
            Assert.Throws<MalformedQueryException>(() => new Z3Solver().Check("(declare-const x Int)", ["y"])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void The_version_of_the_bound_library_is_known() => Assert.Matches(@"^\d+\.\d+\.\d+", Z3Solver.Version);
}
