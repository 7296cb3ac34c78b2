using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Parts;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Traces;

/// <summary>
/// Traces as JSON: <c>design</c>, <c>bug</c> (or null), <c>scope</c> (the fields of <see cref="Scope"/>, <c>resetCount</c> and <c>specialSlot</c>), <c>invariant</c>, <c>at</c> (the values of
/// its variables) and <c>steps</c>, each with <c>step</c> and the parameters that the step declares. Indices are named <c>folio</c>, <c>page</c>,
/// <c>slot</c>, <c>frame</c>, <c>entry</c>, <c>pin</c>. A saved trace stays good when the generators change: it names no seed.
/// </summary>
public static class TraceJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>Writes a trace.</summary>
    public static string Write(Trace trace) => Document(trace).ToJsonString(Options);

    /// <summary>What <see cref="Write"/> writes, as an object.</summary>
    public static JsonObject Document(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var machine = new Machine<Bit, Num>(Catalogue.Find(trace.Design)!, trace.Bug is null ? null : SeededBugs.Find(trace.Bug));
        return new()
        {
            ["design"] = trace.Design,
            ["bug"] = trace.Bug,
            ["scope"] = WriteScope(trace.Scope, machine.Shape),
            ["invariant"] = trace.Invariant,
            ["at"] = With([], trace.At, InvariantOf(machine, trace.Invariant).Indices),
            ["steps"] = new JsonArray([.. trace.Moves.Select(m =>
                With(new JsonObject { ["step"] = m.Step }, m.At, machine.Steps.Single(s => s.Name == m.Step).Parameters))]),
        };
    }

    /// <summary>Reads a trace.</summary>
    /// <exception cref="TraceFormatException">the text is not one; the message says why.</exception>
    public static Trace Read(string json) => Read(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads a trace from a file's bytes, whoever wrote them.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static Trace Read(ReadOnlySpan<byte> utf8) => Read(utf8, (design, bug) => new(design, bug));

    // Who reads many traces makes each machine once.
    internal static Trace Read(ReadOnlySpan<byte> utf8, Func<Design, Bug?, Machine<Bit, Num>> machineOf)
    {
        if (utf8.Length > TraceLimits.Bytes)
        {
            throw new TraceFormatException($"The text has {utf8.Length} bytes: at most {TraceLimits.Bytes} are allowed.");
        }
        try
        {
            return Read(StrictJson.Read(utf8), machineOf);
        }
        catch (Exception e) when (e is DesignException or ScopeException)
        {
            throw new TraceFormatException(e.Message, e);
        }
    }

    private static Trace Read(JsonObject document, Func<Design, Bug?, Machine<Bit, Num>> machineOf)
    {
        var designName = Text(document, "design");
        var design = Catalogue.Find(designName)
            ?? throw new TraceFormatException($"There is no design '{designName}': the names are {string.Join(", ", Catalogue.All.Select(d => d.Name))}.");
        var bugName = document["bug"] is null ? null : Text(document, "bug");
        var bug = bugName is null ? null : SeededBugs.Find(bugName)
            ?? throw new TraceFormatException($"There is no bug '{bugName}': the names are {string.Join(", ", SeededBugs.All.Select(b => b.Name))}.");
        var machine = machineOf(design, bug);
        var scope = ReadScope(document["scope"], machine.Shape);
        ScopeException.ThrowIfUnfit(machine.Design, scope);
        var invariant = InvariantOf(machine, Text(document, "invariant"));
        var at = ReadIndices(document["at"], invariant.Indices, scope, "at");
        var steps = document["steps"] as JsonArray ?? throw new TraceFormatException("The field 'steps' is missing: it is an array of objects.");
        if (steps.Count > TraceLimits.Steps)
        {
            throw new TraceFormatException($"The trace has {steps.Count} steps: at most {TraceLimits.Steps} are allowed.");
        }
        return new(designName, bugName, scope, [.. steps.Select((s, i) => ReadMove(s, machine, scope, i + 1))], invariant.Name, at);
    }

    private static Move ReadMove(JsonNode? node, Machine<Bit, Num> machine, Scope scope, int number)
    {
        var move = node as JsonObject ?? throw new TraceFormatException($"Step {number} is not a JSON object.");
        var name = Text(move, "step");
        var step = machine.Steps.FirstOrDefault(s => s.Name == name)
            ?? throw new TraceFormatException($"Step {number} is '{name}', but the steps of {machine.Design.Name} are {string.Join(", ", machine.Steps.Select(s => s.Name))}.");
        return new(name, ReadIndices(move, step.Parameters, scope, $"step {number}, '{name}',"));
    }

    private static At<Num> ReadIndices(JsonNode? node, IReadOnlyList<Index> indices, Scope scope, string where)
    {
        var at = default(At<Num>);
        foreach (var index in indices)
        {
            var name = NameOf(index);
            var value = Number(node, name, where);
            if (value < 0 || value >= scope.Count(index))
            {
                throw new TraceFormatException($"In {where} the {name} is {value}, but it must be from 0 to {scope.Count(index) - 1}.");
            }
            at = at.With(index, value);
        }
        return at;
    }

    private static JsonNode WriteScope(Scope scope, Shape shape)
    {
        var node = (JsonObject)JsonSerializer.SerializeToNode(scope, Options)!;
        if (scope.FromMemblock == 0)
        {
            node.Remove("fromMemblock");
        }
        node["map"] = MemoryMaps.NameOf(scope.Map);
        if (!shape.SplitsPmds)
        {
            node.Remove("map");
            node.Remove("foliosPerTable");
        }
        foreach (var size in SizesOf(shape))
        {
            node[JsonNamingPolicy.CamelCase.ConvertName(size.Name)] = size.In(scope);
        }
        return node;
    }

    private static Scope ReadScope(JsonNode? node, Shape shape)
    {
        var scope = new Scope(
            Number(node, "folios", "scope"), Number(node, "pages", "scope"), Number(node, "slots", "scope"), Number(node, "frames", "scope"), Number(node, "pins", "scope"));
        if (node!["pagesPerTable"] is not null)
        {
            scope = scope with { PagesPerTable = Number(node, "pagesPerTable", "scope") };
        }
        if (node["fromMemblock"] is not null)
        {
            scope = scope with { FromMemblock = Number(node, "fromMemblock", "scope") };
        }
        if (node["foliosPerTable"] is not null)
        {
            scope = scope with { FoliosPerTable = Number(node, "foliosPerTable", "scope") };
        }
        if (node["map"] is not null)
        {
            var name = Text((JsonObject)node, "map");
            scope = scope with { Map = MemoryMaps.Find(name) ?? throw new TraceFormatException($"In scope the field 'map' is '{name}', but it must be one of {string.Join(", ", MemoryMaps.Names)}.") };
        }
        if (TraceLimits.Problem(scope) is { } problem)
        {
            throw new TraceFormatException(problem);
        }
        foreach (var size in SizesOf(shape))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(size.Name);
            if (Number(node, name, "scope") != size.In(scope))
            {
                throw new TraceFormatException($"In scope the field '{name}' is {Number(node, name, "scope")}, but it follows from the design and the number of slots: it must be {size.In(scope)}.");
            }
        }
        return scope;
    }

    // Sizes that follow from others: a reader of the trace should not have to know how.
    private static Size[] SizesOf(Shape shape) => [shape.ResetCount, shape.SpecialSlot];

    private static int Number(JsonNode? node, string field, string where) =>
        node is JsonObject found && found[field] is JsonValue value && value.TryGetValue<int>(out var number)
            ? number
            : throw new TraceFormatException($"In {where} the field '{field}' is missing or not a whole number.");

    private static string Text(JsonObject document, string field) =>
        document[field] is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : throw new TraceFormatException($"The field '{field}' is missing or not a text.");

    private static Invariant<Bit, Num> InvariantOf(Machine<Bit, Num> machine, string name) => machine.Find(name)
        ?? throw new TraceFormatException($"There is no invariant '{name}': the names are {string.Join(", ", machine.Properties.Concat(machine.Lemmas).Select(i => i.Name))}, and for each table the one about its range.");

    private static JsonObject With(JsonObject node, At<Num> at, IReadOnlyList<Index> indices)
    {
        foreach (var index in indices)
        {
            node[NameOf(index)] = at[index].Value;
        }
        return node;
    }

    internal static string NameOf(Index index) => JsonNamingPolicy.CamelCase.ConvertName(index.ToString());
}
