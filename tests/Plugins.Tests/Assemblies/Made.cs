using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using static TorchSharp.torch;

namespace Eegavi.Plugins.Tests;

/// <summary>Writes small plugin assemblies.</summary>
internal static class Made
{
    /// <summary>An assembly with one signal reader.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="part">The part's name.</param>
    /// <param name="fails">Whether its constructor throws.</param>
    /// <param name="assembly">Its name; null = the file's.</param>
    /// <param name="option">The type of its one option; null = it has none.</param>
    public static string Reader(string path, string part = "tape", bool fails = false, string? assembly = null, Type? option = null)
    {
        var builder = new PersistedAssemblyBuilder(new AssemblyName(assembly ?? Path.GetFileNameWithoutExtension(path)) { Version = new Version(2, 3, 4) }, typeof(object).Assembly);
        var module = builder.DefineDynamicModule("module");
        var type = module.DefineType("Tape", TypeAttributes.Public | TypeAttributes.Sealed, typeof(object), [typeof(ISignalReader)]);
        type.SetCustomAttribute(new CustomAttributeBuilder(typeof(PartAttribute).GetConstructors()[0], [part]));
        Constructor(type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, option is null ? [] : [Options(module, option)]).GetILGenerator(), fails);
        foreach (var method in typeof(ISignalReader).GetMethods()) Stub(type, method);
        type.CreateType();
        builder.Save(path);
        return path;
    }

    /// <summary>An assembly with one gate, whose constructor throws.</summary>
    public static string TornGate(string path)
    {
        var builder = new PersistedAssemblyBuilder(new AssemblyName(Path.GetFileNameWithoutExtension(path)) { Version = new Version(2, 3, 4) }, typeof(object).Assembly);
        var ancestor = typeof(nn.Module<Tensor, Tensor, Tensor>);
        var type = builder.DefineDynamicModule("module").DefineType("Torn", TypeAttributes.Public | TypeAttributes.Sealed, ancestor, [typeof(IGate)]);
        type.SetCustomAttribute(new CustomAttributeBuilder(typeof(PartAttribute).GetConstructors()[0], ["torn"]));
        Constructor(type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, []).GetILGenerator(), fails: true);
        Stub(type, ancestor.GetMethod("forward")!);
        Stub(type, typeof(IGate).GetMethods()[0]);
        type.CreateType();
        builder.Save(path);
        return path;
    }

    // A record as the compiler writes it, as far as configuration looks at it.
    private static Type Options(ModuleBuilder module, Type option)
    {
        const MethodAttributes accessor = MethodAttributes.Public | MethodAttributes.SpecialName;
        var type = module.DefineType("TapeOptions", TypeAttributes.Public | TypeAttributes.Sealed);
        Constructor(type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, []).GetILGenerator(), fails: false);
        Null(type.DefineMethod("<Clone>$", MethodAttributes.Public, type, []));
        var (property, get, set) = (type.DefineProperty("Length", PropertyAttributes.None, option, null), type.DefineMethod("get_Length", accessor, option, []), type.DefineMethod("set_Length", accessor, null, [option]));
        Null(get);
        set.GetILGenerator().Emit(OpCodes.Ret);
        property.SetGetMethod(get);
        property.SetSetMethod(set);
        return type.CreateType();
    }

    private static void Null(MethodBuilder method)
    {
        method.GetILGenerator().Emit(OpCodes.Ldnull);
        method.GetILGenerator().Emit(OpCodes.Ret);
    }

    /// <summary>An assembly that references others and holds nothing.</summary>
    public static string Referring(string path, params (string Name, Version Version)[] references) => Written(path, metadata =>
    {
        foreach (var (name, version) in references) Reference(metadata, name, version);
    });

    /// <summary>An assembly with a class of a contract that these contracts do not have.</summary>
    public static string OfUnknownContract(string path) => Written(path, metadata =>
    {
        var (core, contracts) = (Reference(metadata, "System.Runtime", new(10, 0, 0, 0)), Reference(metadata, "EEGAVI.Abstractions", new(1, 9, 0, 0)));
        var ancestor = metadata.AddTypeReference(core, metadata.GetOrAddString("System"), metadata.GetOrAddString("Object"));
        var contract = metadata.AddTypeReference(contracts, metadata.GetOrAddString("Eegavi"), metadata.GetOrAddString("ITomorrow"));
        var type = metadata.AddTypeDefinition(TypeAttributes.Public, default, metadata.GetOrAddString("Early"), ancestor, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        metadata.AddInterfaceImplementation(type, contract);
    });

    private static string Written(string path, Action<MetadataBuilder> fill)
    {
        var metadata = new MetadataBuilder();
        var (zero, name) = (metadata.GetOrAddGuid(Guid.Empty), metadata.GetOrAddString(Path.GetFileNameWithoutExtension(path)));
        metadata.AddModule(0, name, metadata.GetOrAddGuid(Guid.NewGuid()), zero, zero);
        metadata.AddAssembly(name, new Version(1, 0, 0, 0), default, default, default, AssemblyHashAlgorithm.Sha1);
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        fill(metadata);
        var image = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(image);
        File.WriteAllBytes(path, image.ToArray());
        return path;
    }

    private static AssemblyReferenceHandle Reference(MetadataBuilder metadata, string name, Version version) =>
        metadata.AddAssemblyReference(metadata.GetOrAddString(name), version, default, default, default, default);

    private static void Constructor(ILGenerator code, bool fails)
    {
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, typeof(object).GetConstructors()[0]);
        if (!fails)
        {
            code.Emit(OpCodes.Ret);
            return;
        }
        code.Emit(OpCodes.Ldstr, "the tape\nis torn");
        code.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
        code.Emit(OpCodes.Throw);
    }

    private static void Stub(TypeBuilder type, MethodInfo method)
    {
        var stub = type.DefineMethod(method.Name, MethodAttributes.Public | MethodAttributes.Virtual, method.ReturnType, [.. method.GetParameters().Select(p => p.ParameterType)]);
        stub.GetILGenerator().Emit(OpCodes.Ldnull);
        stub.GetILGenerator().Emit(OpCodes.Throw);
    }
}
