using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Vmemmap.Proofs.Arithmetic;
using Vmemmap.Verify.Verdicts;

namespace Vmemmap.Verify.Output;

/// <summary>Verdicts as JUnit's XML: a suite for each design, a case for each invariant; then the theorems about addresses, where they were asked.</summary>
internal static class JUnitReport
{
    private const string Arithmetic = "addresses on 64-bit words";

    /// <summary>The text of the file.</summary>
    public static string Of(Reported run)
    {
        List<XElement> suites = [.. run.Designs.Select(design => Suite(design.Name, run.Verdicts.Where(verdict => verdict.Design == design.Name).Select(Case)))];
        if (run.Theorems.Count > 0)
        {
            suites.Add(Suite(Arithmetic, run.Theorems.Select(Case)));
        }
        XElement root = new("testsuites", new XAttribute("name", run.Part is { } part ? $"verify, part {part} of the work" : "verify"), Counts(suites.Elements("testcase")), new XAttribute("time", run.Seconds.ToString("F3", CultureInfo.InvariantCulture)), suites);
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root.ToString().ReplaceLineEndings("\n")}\n";
    }

    private static XElement Suite(string name, IEnumerable<XElement> cases)
    {
        List<XElement> all = [.. cases];
        return new("testsuite", new XAttribute("name", Printed(name)), Counts(all), all);
    }

    private static XAttribute[] Counts(IEnumerable<XElement> cases)
    {
        List<XElement> all = [.. cases];
        return [new("tests", all.Count), new("failures", all.Count(one => one.Element("failure") is not null)), new("errors", all.Count(one => one.Element("error") is not null)), new("skipped", 0)];
    }

    // The engines give all verdicts on a design at once, so no case has a time of its own.
    private static XElement Case(ReportedVerdict verdict) => Case(verdict.Design, verdict.Invariant, verdict switch
    {
        { IsExpected: true, Change: { } change } => Complaint("failure", "changed", change, $"{verdict.Line}\n{Reproduce(verdict)}"),
        { IsExpected: true, Ruling: Ruling.Refuted } => new("system-out", Printed(verdict.Line)),
        { IsExpected: true } => null,
        { Ruling: Ruling.Undecided } => Complaint("error", "undecided", verdict.Line, Told(verdict)),
        _ => Complaint("failure", "unexpected", verdict.Complaint, Told(verdict)),
    });

    private static XElement Case(ReportedTheorem theorem) => Case(Arithmetic, theorem.Name, theorem.Verdict switch
    {
        TheoremVerdict.Proved => null,
        TheoremVerdict.Undecided => Complaint("error", "undecided", theorem.Sentence, theorem.Told),
        _ => Complaint("failure", "unexpected", theorem.Sentence, theorem.Told),
    });

    private static XElement Case(string suite, string name, XElement? outcome) => new("testcase", new XAttribute("classname", Printed(suite)), new XAttribute("name", Printed(name)), outcome);

    private static XElement Complaint(string kind, string type, string message, string text) => new(kind, new XAttribute("type", type), new XAttribute("message", Printed(message)), Printed(text));

    private static string Told(ReportedVerdict verdict) => $"{verdict.Told}\n{Reproduce(verdict)}";

    private static string Reproduce(ReportedVerdict verdict) => $"Reproduce: {VerdictText.Command(verdict.Design, verdict.Invariant)}\n";

    // What XML has no character for, a design of somebody else may have in its words.
    private static string Printed(string text) => string.Concat(text.Select(character => XmlConvert.IsXmlChar(character) ? character : '\uFFFD'));
}
