using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Museum;

namespace Vmemmap.Model;

/// <summary>What is found out of a design once, however many machines are made of it: designs and bugs do not change.</summary>
internal static class Once<T>
    where T : class
{
    private static readonly ConditionalWeakTable<Design, ConcurrentDictionary<object, T>> Found = [];

    /// <summary>What was found out of this very design with this very bug, or is now. Where that throws, it is not known.</summary>
    /// <param name="design">the design, without the bug.</param>
    /// <param name="bug">the seeded bug, or null.</param>
    /// <param name="find">finds it out. Where two threads come at once both do, and either is good.</param>
    public static T Of(Design design, Bug? bug, Func<T> find) =>
        Found.GetValue(design, _ => new(ReferenceEqualityComparer.Instance)).GetOrAdd(bug ?? (object)design, _ => find());
}
