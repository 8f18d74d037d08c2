namespace Microsoft.ML;

/// <summary>Calls generic methods with types that are known only when the program runs.</summary>
internal static class Generic
{
    /// <summary>Calls a static generic method for <paramref name="type"/>.</summary>
    /// <param name="method">The method for any type: <c>Make&lt;int&gt;</c>.</param>
    /// <param name="type">The type that it is called for.</param>
    /// <param name="arguments">Its arguments.</param>
    internal static TResult Call<TResult>(Delegate method, Type type, params object[] arguments) => Call<TResult>(method, [type], arguments);

    internal static TResult Call<TResult>(Delegate method, Type[] types, params object[] arguments)
    {
        var definition = method.Method.GetGenericMethodDefinition();
        return (TResult)definition.MakeGenericMethod(types).Invoke(method.Target, System.Reflection.BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}
