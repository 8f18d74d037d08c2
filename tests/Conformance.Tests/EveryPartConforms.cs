using System.Reflection;
using Eegavi.Data.Readers.Edf;
using Eegavi.Encoders;
using Eegavi.Fusion;
using Eegavi.Losses;

namespace Eegavi.Conformance.Tests;

/// <summary>EEGAVI's own parts, all of them.</summary>
public sealed class EveryPartConforms : ConformanceSuite
{
    protected override IEnumerable<Assembly> Assemblies => [typeof(ConvEegEncoder).Assembly, typeof(TanhGate).Assembly, typeof(SigLip).Assembly, typeof(EdfReader).Assembly];
}
