using System.Collections.ObjectModel;
using System.Globalization;
using Microsoft.Z3;

namespace Vmemmap.Proofs.Solver;

/// <summary>
/// Answers one self-contained SMT-LIB 2 text at a time. Each query gets a context of its own, so the order of queries does not matter
/// and any number of threads may ask at once.
/// </summary>
/// <param name="resourceLimit">
/// The most effort one query may take, in Z3's own deterministic units (<c>rlimit</c>; roughly ten million a second): the same query gives
/// the same answer on a slow machine as on a fast one. 0 means no limit.
/// </param>
/// <remarks>
/// <c>NativeContext</c> rather than <c>Context</c>: the latter needs an entry point younger than the libz3 of Debian 12 and Ubuntu 24.04.
/// The finalizers of <c>NativeSolver</c> and <c>NativeModel</c> call into the library from the collector's thread, where it crashes; so every
/// one of them is disposed here, and none leaves this file.
/// Memory has no limit here: Z3 counts it for the whole process, so an answer would depend on what the other threads ask.
/// </remarks>
public sealed class Z3Solver(uint resourceLimit = Z3Solver.DefaultResourceLimit) : ISolver
{
    /// <summary>The limit of a solver that was not given one, in Z3's deterministic units.</summary>
    public const uint DefaultResourceLimit = 100_000_000;

    // Which of its solvers a context is asked for: MkSimpleSolver.
    private const string Kind = "simple solver";

    // The older of Z3's solvers for arithmetic: of the thousand questions of a design with its remedies it answers each alike, and takes four fifths of the time.
    private const string Arithmetic = "smt.arith.solver";
    private const uint OlderArithmetic = 2;

    // Which subterms are worth a look matters where there are quantifiers, and no question here has any: without it each is answered alike, the theorems about addresses in half the time.
    private const string Relevancy = "smt.relevancy";
    private const uint NoRelevancy = 0;

    private const string EffortKey = "rlimit count";

    // A solver that is told the logic makes a plan for it, which it does not of the logic that a text names: a tenth less time. Of a text in another logic it would give false answers.
    private const string LogicKey = "smt.logic";

    // How Z3 reports what is wrong with a text; all its other errors are its own.
    private const string ErrorInText = "(error ";

    // What the library says where there is no memory for a context.
    private const string NoContext = "Object allocation failed.";

    private static readonly ReadOnlyDictionary<string, string> NoValues = ReadOnlyDictionary<string, string>.Empty;

    // All that is set of a context, so that the identity can tell it.
    private readonly Dictionary<string, string> options = new() { ["rlimit"] = resourceLimit.ToString(CultureInfo.InvariantCulture) };

    /// <summary>The full version of the native library that was bound, such as <c>4.8.12.0</c>.</summary>
    /// <exception cref="SolverUnavailableException">No usable library was found.</exception>
    public static string Version
    {
        get
        {
            NativeZ3.Bind();
            return Microsoft.Z3.Version.FullVersion;
        }
    }

    /// <summary>Loads the native library, which the first question does otherwise.</summary>
    /// <returns>Whether a usable one was found: who asks a question is told why none was.</returns>
    public static bool TryLoad()
    {
        try
        {
            NativeZ3.Bind();
            return true;
        }
        catch (SolverUnavailableException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public string Identity => $"z3 {Version}, {Kind}, {string.Join(", ", options.Select(o => $"{o.Key}={o.Value}"))}, {Arithmetic}={OlderArithmetic}, {Relevancy}={NoRelevancy}, {LogicKey}={SmtText.Logic} of texts in it, {Library}";

    /// <summary>The native library that was bound: the hash of its file, so that two of one version are told apart where one of them lies.</summary>
    /// <exception cref="SolverUnavailableException">No usable library was found.</exception>
    public static string Library => NativeZ3.Identity;

    /// <inheritdoc/>
    public SolverResult Check(string smtLib, IReadOnlyList<string>? valuesOf = null, IReadOnlyList<string>? supposing = null)
    {
        ArgumentNullException.ThrowIfNull(smtLib);
        SmtScript.RequireDeclarationsAndAssertions(smtLib);
        NativeZ3.Bind();
        try
        {
            return Answered(smtLib, valuesOf, supposing ?? []);
        }
        catch (Exception e) when (e is Z3Exception or EntryPointNotFoundException)
        {
            throw new SolverFailedException($"Z3 {Version} failed and gave no answer: {Reason(e)}.", e);
        }
    }

    private SolverResult Answered(string smtLib, IReadOnlyList<string>? valuesOf, IReadOnlyList<string> supposing)
    {
        using var context = new NativeContext(options);
        using NativeSolver solver = context.MkSimpleSolver();

        // Z3 would take SIGINT for itself during each check, and give it back in the wrong order when several threads check at once.
        solver.Set("ctrl_c", false);
        solver.Set(Arithmetic, OlderArithmetic);
        solver.Set(Relevancy, NoRelevancy);
        if (smtLib.StartsWith(SmtText.FirstLine, StringComparison.Ordinal))
        {
            solver.Set(LogicKey, SmtText.Logic);
        }
        Parse(solver, smtLib, "the query");

        nint[] supposed = [.. supposing.Select(name => context.MkConst(name, context.BoolSort))];
        Answer answer = solver.Check(supposed) switch
        {
            Status.UNSATISFIABLE => Answer.Unsatisfiable,
            Status.SATISFIABLE => Answer.Satisfiable,
            _ => Answer.Unknown,
        };
        uint effort = EffortOf(solver);
        IReadOnlyDictionary<string, string> values = answer == Answer.Satisfiable && valuesOf is { Count: > 0 }
            ? Evaluate(context, solver, smtLib, valuesOf)
            : NoValues;

        return new(answer, effort, values)
        {
            Core = answer == Answer.Unsatisfiable ? [.. solver.UnsatCore.Select(one => supposing[Array.IndexOf(supposed, one)])] : [],
        };
    }

    private static Dictionary<string, string> Evaluate(
        NativeContext context, NativeSolver solved, string smtLib, IReadOnlyList<string> terms)
    {
        // A second solver only parses: the query that was answered stays exactly the text that was given.
        using NativeSolver parsed = context.MkSimpleSolver();
        Parse(parsed, ValueProbe.Append(smtLib, terms), "a term whose value is wanted");
        using NativeModel model = solved.Model;

        var values = new Dictionary<string, string>(terms.Count);
        foreach (nint assertion in parsed.Assertions)
        {
            if (context.GetAstKind(assertion) != Z3_ast_kind.Z3_APP_AST || context.GetDeclName(context.GetAppDecl(assertion)) != ValueProbe.Name)
                continue;

            nint[] arguments = context.GetAppArgs(assertion);
            if (context.TryGetNumeralInt(arguments[0], out int index))
                values[terms[index]] = context.ToString(model.Eval(arguments[1], completion: true));
        }

        return values;
    }

    private static void Parse(NativeSolver solver, string text, string what)
    {
        try
        {
            solver.FromString(text);
        }
        catch (Z3Exception malformed) when (malformed.Message.Contains(ErrorInText, StringComparison.Ordinal))
        {
            // Z3 reports every error in the text; the first is the cause.
            string first = malformed.Message.Split('\n', 2)[0].Trim();
            throw new MalformedQueryException($"Z3 cannot read {what}: {first}");
        }
    }

    private static string Reason(Exception e) => e.Message == NoContext ? "out of memory" : e.Message.Split('\n', 2)[0].Trim().TrimEnd('.');

    private static uint EffortOf(NativeSolver solver)
    {
        foreach (Statistics.Entry entry in solver.Statistics)
        {
            if (entry.Key == EffortKey)
                return entry.IsUInt ? entry.UIntValue : (uint)entry.DoubleValue;
        }

        return 0;
    }
}
