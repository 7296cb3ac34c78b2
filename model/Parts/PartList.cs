using System.Collections;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Vmemmap.Model.Parts;

/// <summary>The parts of a design, in the order in which its steps are listed.</summary>
[CollectionBuilder(typeof(PartList), nameof(Of))]
public sealed partial class PartList : IReadOnlyList<Part>
{
    private readonly Part[] parts;
    private readonly ConcurrentDictionary<Actor, ControlPoints> points = [];

    private PartList(IEnumerable<Part> parts) => this.parts = [.. parts];

    /// <inheritdoc/>
    public int Count => parts.Length;

    /// <inheritdoc/>
    public Part this[int index] => parts[index];

    /// <summary>A list of parts.</summary>
    public static PartList Of(ReadOnlySpan<Part> parts) => new(parts.ToArray());

    /// <summary>The one part of a kind: a function that every design has in some version.</summary>
    /// <exception cref="DesignException">there is none, or more than one.</exception>
    public T The<T>() where T : Part => parts.OfType<T>().ToList() is [var part] ? part : throw NotOne<T>();

    /// <summary>Is there a part of this kind?</summary>
    public bool Has<T>() where T : Part => parts.OfType<T>().Any();

    /// <summary>The control points that an actor has in these parts.</summary>
    public ControlPoints PointsOf(Actor actor) => points.GetOrAdd(actor, _ => new(parts.SelectMany(part => part.Visits).Where(point => point.Actor == actor)));

    /// <summary>The same list with another version of one function in its place.</summary>
    /// <exception cref="DesignException">there is no such part, or more than one.</exception>
    public PartList Replace<T>(params Part[] by) where T : Part
    {
        var old = The<T>();
        return new(parts.SelectMany(part => ReferenceEquals(part, old) ? by : [part]));
    }

    /// <summary>The same list where the part of a kind, if there is one, is another version of itself.</summary>
    public PartList Adapt<T>(Func<T, Part> to) where T : Part => new(parts.Select(part => part is T old ? to(old) : part));

    /// <summary>The same list without one part.</summary>
    /// <inheritdoc cref="Replace{T}(Part[])"/>
    public PartList Without<T>() where T : Part => Replace<T>();

    /// <inheritdoc/>
    public IEnumerator<Part> GetEnumerator() => parts.AsEnumerable().GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", parts.Select(part => part.GetType().Name));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private partial Exception NotOne<T>() where T : Part;
}
