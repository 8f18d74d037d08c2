using System.Reflection;
using Eegavi.Plugins;
using FsCheck;
using FsCheck.Fluent;

namespace Eegavi.Conformance;

/// <summary>What must hold for every part, checked for every part of some assemblies. <see cref="ConformanceSuite"/> is its front for xunit.</summary>
public sealed class PartSuite
{
    private const int ShortCases = 8, LongCases = 200;

    private static readonly Rule[] Rules =
    [
        new DocumentedRule(), new OptionRule(), new ShapeRule(), new FiniteRule(), new MaskRule(), new RowRule(), new PaddingRule(), new UntouchedRule(),
        new SeedRule(), new SavedRule(), new ModeRule(), new LeakRule(), new RegistrationRule(), new SizeRule(), new LearningRule(), new DifferenceRule(),
        new TypeRule(), new HalfRule(), new DeviceRule(), new IdentityRule(), new DiagnosticsRule(), new SentenceRule(),
    ];

    private readonly IReadOnlyList<PartExample> _examples;
    private readonly Parts _parts;
    private readonly HashSet<Assembly> _tested;

    /// <summary>A suite for the parts of some assemblies.</summary>
    /// <param name="tested">Assemblies whose parts are tested.</param>
    /// <param name="known">Assemblies whose parts the tested ones may choose in their options.</param>
    /// <param name="examples">Options to try besides those that are drawn.</param>
    /// <param name="reference">The part reference; null = <c>docs/parts.md</c> of the folder of the tests or one above it.</param>
    /// <exception cref="ConfigurationException">A class cannot be a part, or names clash.</exception>
    public PartSuite(IEnumerable<Assembly> tested, IEnumerable<Assembly>? known = null, IEnumerable<PartExample>? examples = null, string? reference = null)
    {
        _tested = [.. tested];
        Catalog = PartCatalog.Scan(_tested.Concat(known ?? []));
        _parts = new Parts(Catalog);
        _examples = [.. examples ?? []];
        Reference = reference ?? ReferenceNear(AppContext.BaseDirectory);
    }

    /// <summary>How many cases each rule is tried on; <c>EEGAVI_LONG=1</c> asks for many.</summary>
    public int Cases { get; init; } = Environment.GetEnvironmentVariable("EEGAVI_LONG") is "1" ? LongCases : ShortCases;

    /// <summary>Whether parts must stand in a part reference. Default true.</summary>
    public bool NeedsReference { get; init; } = true;

    /// <summary>Every part with every rule that says something of it.</summary>
    public IEnumerable<(string Part, string Rule)> Tests =>
        Catalog.All.Where(part => _tested.Contains(part.Type.Assembly)).SelectMany(part => RulesOf(part).Select(rule => (Key(part), rule)));

    /// <summary>The part reference of a folder: <c>docs/parts.md</c> in it or in one above it; null = there is none.</summary>
    public static string? ReferenceNear(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.Combine(folder, "docs", "parts.md") is var file && File.Exists(file)) return file;
        return null;
    }

    /// <summary>As <see cref="Tests"/> names a part: kind, then name.</summary>
    public static string Key(PartInfo part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return $"{part.Kind.Name} {part.Name}";
    }

    /// <summary>The rules that say something of a part.</summary>
    public IEnumerable<string> RulesOf(PartInfo part)
    {
        var subject = SubjectsOf.Make(part, Options(part), _parts);
        return Rules.Where(rule => rule switch { CaseRule cases => subject is not null && cases.Applies(subject), PartRule whole => whole.Applies(subject), _ => false }).Select(rule => rule.Name);
    }

    internal PartCatalog Catalog { get; }

    internal string? Reference { get; }

    /// <summary>Holds one part to one rule.</summary>
    /// <param name="part">As <see cref="Tests"/> names it: kind, then name.</param>
    /// <param name="rule">As <see cref="Tests"/> names it.</param>
    /// <exception cref="ConformanceException">The part breaks the rule.</exception>
    /// <exception cref="KeyNotFoundException">There is no such part or rule.</exception>
    public void Run(string part, string rule)
    {
        var found = Catalog.All.FirstOrDefault(info => Key(info) == part) ?? throw new KeyNotFoundException($"Expected a part among {string.Join(", ", Catalog.All.Select(Key))}; got '{part}'.");
        var law = Array.Find(Rules, one => one.Name == rule) ?? throw new KeyNotFoundException($"Expected a rule among {string.Join("; ", Rules.Select(one => one.Name))}; got '{rule}'.");
        var subject = SubjectsOf.Make(found, Options(found), _parts);
        if (law is CaseRule cases) Run(cases, subject!);
        else if (((PartRule)law).Check(found, subject, this).ToList() is { Count: > 0 } problems) throw Broken(found, law, string.Join("; ", problems), "", null);
    }

    internal OptionSource Options(PartInfo part) => new(Catalog, part, _examples);

    // Every set of options has its share of the cases, two at least.
    private void Run(CaseRule rule, Subject subject)
    {
        for (var set = 0; set < subject.Sets; set++) Run(rule, subject, set, Math.Max(2, Cases / subject.Sets) / rule.OneOf);
    }

    // FsCheck draws the cases and makes a failing one simpler; the last that failed is the simplest.
    private static void Run(CaseRule rule, Subject subject, int set, int count)
    {
        Case? simplest = null;
        (string Problem, Exception? Cause) found = ("", null);
        var cases = Gen.Choose(0, int.MaxValue - 1).Select(Case.Draw).Select(of => of with { Options = of.Options with { Set = set, Count = rule.DrawsOptions ? of.Options.Count : 0 } });
        var property = Prop.ForAll(Arb.From(cases, of => of.Simpler()), of =>
        {
            if (Try(rule, subject, of) is not { } failure) return true;
            (simplest, found) = (of, failure);
            return false;
        });
        try
        {
            property.Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(count).WithReplay(new Replay(new Rnd(Start(subject.Part, rule) + (ulong)set), null)));
        }
        catch (Exception) when (simplest is not null)
        {
            throw Broken(subject.Part, rule, found.Problem, $"\nCase: {simplest}; options {OptionText.Short(subject.Options(simplest))}.", found.Cause);
        }
    }

    private static (string Problem, Exception? Cause)? Try(CaseRule rule, Subject subject, Case of)
    {
        try
        {
            using var trial = new Trial(subject, of);
            return rule.Check(trial) is { } problem ? (problem, null) : null;
        }
        catch (Exception e) when (!subject.MustWork(of) && (e is ConfigurationException || e.GetType() == typeof(ArgumentException)))
        {
            // Options that were drawn may contradict each other or the sizes; a part that says so is right.
            return null;
        }
        catch (Exception e)
        {
            return ($"it throws {e.GetType().Name}: {e.Message.Split('\n')[0]}", e);
        }
    }

    private static ConformanceException Broken(PartInfo part, Rule rule, string problem, string where, Exception? cause) =>
        new($"The {part} ({part.Type.FullName}) breaks the rule \"{rule.Name}\": {problem}.{where}\nWhat to do: {rule.Remedy}", cause);

    // Other cases for each part and rule, the same every time.
    private static ulong Start(PartInfo part, Rule rule) => (Key(part) + rule.Name).Aggregate(14695981039346656037UL, (hash, sign) => unchecked((hash ^ sign) * 1099511628211UL));
}
