using System.Collections.Concurrent;
using System.Reflection;
using Xunit;

namespace Eegavi.Conformance;

/// <summary>The conformance suite as tests of xunit: one test for each part and each rule. A test project has one class that says which assemblies are to be tested.</summary>
/// <example><code>
/// public sealed class MyPartsConform : ConformanceSuite
/// {
///     protected override IEnumerable&lt;Assembly&gt; Assemblies => [typeof(MyBlock).Assembly];
/// }
/// </code></example>
public abstract class ConformanceSuite
{
    private static readonly ConcurrentDictionary<Type, PartSuite> Suites = [];

    /// <summary>Assemblies whose parts are tested.</summary>
    protected abstract IEnumerable<Assembly> Assemblies { get; }

    /// <summary>Assemblies whose parts the tested ones may choose in their options: EEGAVI's own, where a plugin nests gates, say. Default none.</summary>
    protected virtual IEnumerable<Assembly> Known => [];

    /// <summary>Options to try besides those that are drawn. Default none.</summary>
    protected virtual IEnumerable<PartExample> Examples => [];

    /// <summary>The part reference. Default: <c>docs/parts.md</c> of the folder of the tests, or of one above it.</summary>
    protected virtual string? PartReference => null;

    /// <summary>Holds one part to one rule.</summary>
    /// <param name="part">Kind and name.</param>
    /// <param name="rule">The rule.</param>
    /// <exception cref="ConformanceException">The part breaks the rule.</exception>
    [Theory, EveryPart]
    public void Part_Keeps(string part, string rule) => Suite.Run(part, rule);

    internal PartSuite Suite => Suites.GetOrAdd(GetType(), _ => new PartSuite(Assemblies, Known, Examples, PartReference));
}
