namespace ReplayGraph.AspNet;

internal sealed class PaymentException(string message) : Exception(message);
